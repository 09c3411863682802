import { describe, expect, it } from 'vitest';
import { toBookingJson } from '../../../src/contract/booking-json.ts';
import { readJson } from '../../../src/intake/json/json-import.ts';
import { sampleBooking } from '../../support/booking-samples.ts';

const READING = { homeZone: 'America/New_York' };
const YOGA = toBookingJson(sampleBooking());

function read(document: unknown, options = {}) {
  return readJson(JSON.stringify(document), { ...READING, ...options });
}

describe('JSON of numina', () => {
  it('is read as a document and as an array', () => {
    const [fromDocument] = read({ version: 1, bookings: [YOGA] }).bookings;
    expect(fromDocument).toMatchObject({
      className: 'Vinyasa Flow',
      startsLocal: '2026-11-24T18:00:00',
      status: 'booked',
    });
    expect(fromDocument?.identity).toEqual({ kind: 'uid', uid: `${YOGA.id}@numina`, recurrenceId: null });
    expect(read([YOGA]).bookings).toEqual([fromDocument]);
  });

  it('may be less than whole: a name and a start are enough', () => {
    const { bookings, skipped } = read([{ class: { name: 'Yoga' }, startsAt: '2026-11-24 18:00' }]);
    expect(skipped).toEqual([]);
    expect(bookings).toMatchObject([
      { className: 'Yoga', zone: 'America/New_York', identity: { kind: 'fingerprint' } },
    ]);
  });

  it('gives way to what is said of all of it', () => {
    expect(read([YOGA], { type: 'hot', source: 'studio' }).bookings).toMatchObject([{ type: 'hot', source: 'studio' }]);
  });

  it.each([
    [null, 'It has no start.'],
    [[YOGA], 'It has no start.'],
    [{ ...YOGA, class: 'Yoga' }, 'It has no class name.'],
    [{ ...YOGA, startsAt: 'soon' }, 'The start is not a date and time like 2026-11-24 18:00: “soon”.'],
    [{ ...YOGA, zone: 'Mars/Base' }, 'The time zone is not known: “Mars/Base”.'],
    [{ ...YOGA, id: '../../etc/passwd' }, 'The id is not an id of numina.'],
    [{ ...YOGA, notes: { deep: true } }, 'The field notes is neither a text nor a number.'],
    [{ ...YOGA, sequence: -1 }, 'The field sequence is not a whole number.'],
    [{ ...YOGA, price: 'much' }, 'The price is not an amount: much.'],
  ])('skips what is wrong: %#', (value, reason) => {
    const { bookings, skipped } = read([YOGA, value]);
    expect(bookings).toHaveLength(1);
    expect(skipped).toMatchObject([{ line: 3, reason }]);
  });

  it('keeps reviews and pauses, and skips those that are wrong', () => {
    const at = '2026-11-25T12:00:00.000Z';
    const review = { bookingId: YOGA.id, rating: 5, text: 'Calm', createdAt: at, updatedAt: at };
    const pause = { id: YOGA.id, from: '2026-08-01', to: '2026-08-14', reason: 'Holidays' };
    const { record, skipped } = read({
      bookings: [],
      reviews: [{ ...review, classId: 'x' }, { ...review, rating: 6 }, 7],
      pauses: [pause, { ...pause, to: '2026-07-01' }, { ...pause, from: '2026-02-30' }],
    });
    expect(record).toEqual({ reviews: [review], pauses: [pause] });
    expect(skipped).toHaveLength(4);
  });

  it.each([
    ['{"bookings": [', 'bad_json'],
    ['{"bookings": 7}', 'no_bookings'],
    ['7', 'no_bookings'],
  ])('is refused where it is not a record: %s', (text, code) => {
    expect(() => readJson(text, READING)).toThrow(expect.objectContaining({ code }));
  });
});
