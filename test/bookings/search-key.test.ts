import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryBookings } from '../../src/bookings/booking-query.ts';
import { saveBookingChanges } from '../../src/bookings/booking-store.ts';
import { patternOfPart, patternOfSearch, searchKeyOf } from '../../src/bookings/search-key.ts';
import { foldCase } from '../../src/fold-case.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();
const NOTHING = { className: 'Spin', classType: null, location: null, instructor: null, source: 'manual', notes: null };

describe('the search key of a booking', () => {
  it('has every part that can be searched, folded, between marks of its own', () => {
    const said = { ...NOTHING, classType: 'İYOGA', location: 'Straße', instructor: 'ΣΟΦΟΣ', notes: 'A\nB' };
    expect(searchKeyOf(said)).toBe(
      '\u0001spin\u001f\u0002iyoga\u001f\u0003strasse\u001f\u0004σοφοσ\u001f\u0005manual\u001f\u0006a\nb\u001f',
    );
  });

  it('has no part for what is missing', () => {
    expect(searchKeyOf(NOTHING)).toBe('\u0001spin\u001f\u0005manual\u001f');
  });

  it('folds each part as it would be folded alone', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aAßẞςΣσİıi\u0307\u0301\u0338=<ÅÖö ﬁ') });
    fc.assert(
      fc.property(text, text, (className, notes) => {
        const [, first, second] = /^\u0001(.*)\u001f\u0005manual\u001f\u0006(.*)\u001f$/su.exec(
          searchKeyOf({ ...NOTHING, className, notes }),
        ) as RegExpExecArray;
        expect([first, second]).toEqual([foldCase(className), foldCase(notes)]);
      }),
    );
  });
});

describe('a pattern', () => {
  it('takes the signs of LIKE as they are written', () => {
    expect(patternOfSearch('5%_\\')).toBe('%5\\%\\_\\\\%');
    expect(patternOfPart('type', '5%')).toBe('%\u00025\\%\u001f%');
  });

  const idsFor = async (filter: Parameters<typeof queryBookings>[1]) =>
    (await queryBookings(db.database.store, filter)).map(({ id }) => id);

  it('of a part finds that part, whole, in no other place', async () => {
    const [yoga, hot, named] = [sampleId(1), sampleId(2), sampleId(3)];
    await db.store(
      sampleBooking({ id: yoga, classType: 'Yoga' }),
      sampleBooking({ id: hot, classType: 'hot yoga', startsLocal: '2026-11-25T18:00:00' }),
      sampleBooking({ id: named, classType: null, notes: 'yoga', startsLocal: '2026-11-26T18:00:00' }),
    );
    expect(await idsFor({ types: ['YOGA'] })).toEqual([yoga]);
    expect(await idsFor({ exclude: [{ field: 'type', value: 'yoga' }] })).toEqual([hot, named]);
    expect(await idsFor({ search: 'yoga' })).toEqual([yoga, hot, named]);
    expect(await idsFor({ types: ['%'] })).toEqual([]);
    expect(await idsFor({ types: [] })).toEqual([]);
    const many = Array.from({ length: 3000 }, (_, index) => `type ${index}`);
    expect(await idsFor({ types: [...many, 'yoga'] })).toEqual([yoga]);
  });

  it('of a search reaches from no part into the next', async () => {
    await db.store(sampleBooking({ className: 'Spin', classType: 'Ride' }));
    for (const search of ['spinride', 'spin ride', 'spin%ride', ':']) expect(await idsFor({ search })).toEqual([]);
  });

  it('finds a booking under what it was changed to', async () => {
    const booking = sampleBooking({ notes: 'first' });
    await db.store(booking);
    await saveBookingChanges(db.database.store, [{ before: booking, after: { ...booking, notes: 'second' } }]);
    expect(await idsFor({ search: 'first' })).toEqual([]);
    expect(await idsFor({ search: 'SECOND' })).toEqual([booking.id]);
  });
});
