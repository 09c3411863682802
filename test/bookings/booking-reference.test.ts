import { describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import {
  describeBooking,
  findLast,
  findNext,
  findToAttend,
  type ReferenceScope,
  resolveReference,
  SCOPES,
} from '../../src/bookings/booking-reference.ts';
import { findIdLabels } from '../../src/bookings/id-labels.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();
/** A Tuesday, 18:10 in New York. */
const NOW = new Date('2026-11-24T23:10:00Z');
const MOMENT = { now: NOW, nowLocal: '2026-11-24T18:10:00' };

const YOGA = { classId: sampleId(101), className: 'Vinyasa Flow' };
const SPIN = { classId: sampleId(102), className: 'Spin 45' };

/** Bookings as `class`, day and status; numbered from 0 in the order given. */
async function store(...all: readonly (Partial<Booking> & { on: string })[]): Promise<void> {
  await db.store(
    ...all.map(({ on, ...fields }, index) =>
      sampleBooking({ id: sampleId(index), ...YOGA, startsLocal: `${on}T18:00:00`, ...fields }),
    ),
  );
}

/** The number of the booking that a reference names, or the code of the error. */
async function find(text: string, scope: ReferenceScope = SCOPES.show): Promise<number | string> {
  const { store } = db.database;
  try {
    const { id } = await resolveReference(store, text, scope, MOMENT);
    return Number.parseInt(id.replace('-', '').slice(0, 12), 16);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
}

describe('an id', () => {
  const ids = [
    '9f1c27ab-1234-4abc-8def-000000000001',
    '9f1c27ab-5678-4abc-8def-000000000002',
    'cafe0000-1234-4abc-8def-000000000003',
  ];
  const by = async (text: string) => {
    const { store } = db.database;
    await db.store(...ids.map((id) => sampleBooking({ id })));
    return (await resolveReference(store, text, SCOPES.show, MOMENT)).id.slice(-1);
  };

  it.each([
    ['cafe0000-1234-4abc-8def-000000000003', '3'],
    ['CAFE0000-1234-4ABC-8DEF-000000000003', '3'],
    ['cafe0000', '3'],
    ['cafe', '3'],
    [' cafe ', '3'],
    ['9f1c27ab-5', '2'],
    ['9f1c27ab-1234-4abc', '1'],
  ])('%j names one', async (text, last) => {
    expect(await by(text)).toBe(last);
  });

  it('that begins several ids is refused, and they are listed', async () => {
    await expect(by('9f1c27ab')).rejects.toThrow(
      expect.objectContaining({
        kind: 'refused',
        code: 'ambiguous_booking',
        message:
          '“9f1c27ab” names 2 bookings:\n' +
          '  9f1c27ab  2026-11-24 18:00  Vinyasa Flow · Studio North\n' +
          '  9f1c27ab  2026-11-24 18:00  Vinyasa Flow · Studio North',
        hint: 'Say which by its id.',
      }),
    );
  });

  it.each(['caf', 'beef', 'cafe0000-1234-4abc-8def-000000000009', 'cafe%', 'cafeg'])('%j names none', async (text) => {
    await expect(by(text)).rejects.toThrow(expect.objectContaining({ kind: 'not_found', code: 'booking_not_found' }));
  });
});

describe('a word that could be an id', () => {
  it('is tried as an id and as a name; where both match, both are listed', async () => {
    const cafe = { classId: sampleId(103), className: 'Cafe Flow' };
    await db.store(
      sampleBooking({ id: sampleId(0), ...cafe }),
      sampleBooking({ id: 'fade0000-1234-4abc-8def-000000000001', ...SPIN }),
      sampleBooking({ id: sampleId(2), classId: sampleId(104), className: 'Fade Away' }),
    );
    expect(await find('cafe')).toBe(0);
    expect(await find('fade')).toBe('ambiguous_booking');
    expect(await find('fade0')).toBe(0xfade00001234);
    expect(await find('fade away')).toBe(2);
  });

  it('names the booking that matches in both ways', async () => {
    await db.store(sampleBooking({ id: 'beef0000-1234-4abc-8def-000000000001', className: 'Beef' }));
    expect(await find('beef')).toBe(0xbeef00001234);
  });
});

describe('next and last', () => {
  it('are the booked class ahead and the one that began last', async () => {
    await store(
      { on: '2026-11-23' },
      { on: '2026-11-24', status: 'attended' },
      { on: '2026-11-25', status: 'cancelled' },
      { on: '2026-11-26', status: 'waitlisted' },
      { on: '2026-11-27' },
      { on: '2026-11-28' },
    );
    expect(await find('next')).toBe(4);
    expect(await find('NEXT')).toBe(4);
    expect(await find('last')).toBe(1);
  });

  it('last is a booked or attended class, not a cancelled or missed one', async () => {
    await store(
      { on: '2026-11-20' },
      { on: '2026-11-21', status: 'no_show' },
      { on: '2026-11-22', status: 'cancelled' },
      { on: '2026-11-23', status: 'waitlisted' },
    );
    expect(await find('last')).toBe(0);
  });

  it('are the same class at the instant at which it begins', async () => {
    const { store } = db.database;
    await db.store(sampleBooking());
    const start = new Date('2026-11-24T23:00:00Z');
    expect(await findNext(store, start)).toEqual(sampleBooking());
    expect(await findLast(store, start)).toEqual(sampleBooking());
    expect(await findNext(store, new Date(start.getTime() + 1))).toBeNull();
    expect(await findLast(store, new Date(start.getTime() - 1))).toBeNull();
  });

  it('are not found where there is no such class', async () => {
    await expect(find('next')).resolves.toBe('booking_not_found');
    await expect(find('last')).resolves.toBe('booking_not_found');
  });
});

describe('words', () => {
  it.each([
    ['vinyasa', 0],
    ['VINY', 0],
    ['flow', 0],
    ['vinyasa flow', 0],
    ['asa fl', 0],
    ['spin', 1],
    ['boxing', 'booking_not_found'],
    ['', 'booking_not_found'],
    ['%', 'booking_not_found'],
    ['vinyasa  flow', 0],
  ])('%j names by a part of the name', async (text, found) => {
    await store({ on: '2026-11-25' }, { on: '2026-11-26', ...SPIN });
    expect(await find(text)).toBe(found);
  });

  it('name in every script, composed or not', async () => {
    await store({ on: '2026-11-25', classId: sampleId(103), className: 'CAF\u00c9 Йога' });
    expect(await find('cafe\u0301')).toBe(0);
    expect(await find('йога')).toBe(0);
  });

  it.each([
    ['thu', 1],
    ['thursday', 1],
    ['Thu', 1],
    ['thu vinyasa', 1],
    ['vinyasa thu', 1],
    ['fri vin', 2],
    ['tomorrow', 0],
    ['tomorrow vinyasa', 0],
    ['2026-11-27', 'ambiguous_booking'],
    ['2026-11-27 spin', 3],
    ['spin 45 2026-11-27', 3],
    ['thu spin', 'booking_not_found'],
    ['th', 'booking_not_found'],
  ])('%j names by a day, a name, or both', async (text, found) => {
    await store({ on: '2026-11-25' }, { on: '2026-11-26' }, { on: '2026-11-27' }, { on: '2026-11-27', ...SPIN });
    expect(await find(text)).toBe(found);
  });

  it('today and yesterday', async () => {
    await store({ on: '2026-11-23', status: 'attended' }, { on: '2026-11-24', status: 'attended' });
    expect(await find('today')).toBe(1);
    expect(await find('yesterday')).toBe(0);
  });

  it('a weekday that begins a class name names the class where that day has no class', async () => {
    await store({ on: '2026-11-25', classId: sampleId(103), className: 'Sunrise Flow' });
    expect(await find('sun')).toBe(0);
    expect(await find('sunrise')).toBe(0);
    await store({ on: '2026-11-29', id: sampleId(7) });
    expect(await find('sun')).toBe(7);
  });

  it('several matches are listed, ten at most', async () => {
    await store(...Array.from({ length: 11 }, (_, index) => ({ on: `2026-12-${String(index + 1).padStart(2, '0')}` })));
    await expect(resolveReference(db.database.store, 'vinyasa', SCOPES.show, MOMENT)).rejects.toThrow(
      expect.objectContaining({
        code: 'ambiguous_booking',
        message: expect.stringMatching(
          /^“vinyasa” names many bookings:\n(?: {2}.*Vinyasa Flow · Studio North\n){10} {2}…$/,
        ),
      }),
    );
  });
});

describe('what a command can act on', () => {
  it('show and edit look at what is ahead, then at anything', async () => {
    await store(
      { on: '2026-11-17', status: 'attended' },
      { on: '2026-12-01' },
      { on: '2026-11-18', status: 'cancelled', ...SPIN },
    );
    expect(await find('vinyasa')).toBe(1);
    expect(await find('spin')).toBe(2);
    expect(await find('vinyasa', SCOPES.any)).toBe('ambiguous_booking');
  });

  it('cancel looks at booked and waitlisted classes', async () => {
    await store(
      { on: '2026-12-01', status: 'cancelled' },
      { on: '2026-12-02' },
      { on: '2026-12-03', status: 'waitlisted', ...SPIN },
    );
    expect(await find('vinyasa', SCOPES.cancel)).toBe(1);
    expect(await find('spin', SCOPES.cancel)).toBe(2);
  });

  it('attend looks at classes that have begun or begin within half an hour: unmarked ones, then no-shows', async () => {
    await store(
      { on: '2026-11-17', status: 'attended' },
      { on: '2026-11-18', status: 'no_show', ...SPIN },
      { on: '2026-11-24', startsLocal: '2026-11-24T18:40:00' },
      { on: '2026-11-24', startsLocal: '2026-11-24T18:41:00' },
    );
    expect(await find('vinyasa', SCOPES.attend)).toBe(2);
    expect(await find('tue', SCOPES.attend)).toBe(2);
    expect(await find('spin', SCOPES.attend)).toBe(1);
  });

  it('no-show looks at unmarked classes that have begun, then at attended ones', async () => {
    await store({ on: '2026-11-17', status: 'attended' }, { on: '2026-11-18', status: 'cancelled' });
    expect(await find('vinyasa', SCOPES.noShow)).toBe(0);
    await store({ on: '2026-11-19', id: sampleId(9) });
    expect(await find('vinyasa', SCOPES.noShow)).toBe(9);
  });

  it('an id names a booking even where the command cannot act on it', async () => {
    await store({ on: '2026-12-01', status: 'cancelled' });
    expect(await find(sampleId(0), SCOPES.attend)).toBe(0);
  });
});

describe('attend without words', () => {
  const toAttend = async (now: Date) => {
    const { store } = db.database;
    return (await findToAttend(store, { now, nowLocal: '' })).className;
  };
  const minutesLater = (minutes: number) => new Date(Date.parse('2026-11-24T23:00:00Z') + minutes * 60_000);

  it.each([-30, 0, 60, 60 + 12 * 60 - 1])(
    'is the class that begins or ended %i minutes from its start',
    async (minutes) => {
      await db.store(sampleBooking());
      expect(await toAttend(minutesLater(minutes))).toBe('Vinyasa Flow');
    },
  );

  it.each([-31, 60 + 12 * 60])('is none %i minutes from its start', async (minutes) => {
    await db.store(sampleBooking());
    await expect(toAttend(minutesLater(minutes))).rejects.toThrow(
      expect.objectContaining({ code: 'booking_not_found' }),
    );
  });

  it('is refused where two classes match', async () => {
    await store({ on: '2026-11-24' }, { on: '2026-11-24', ...SPIN });
    await expect(toAttend(NOW)).rejects.toThrow(
      expect.objectContaining({ kind: 'refused', code: 'ambiguous_booking' }),
    );
  });

  it('never takes a marked class', async () => {
    await store({ on: '2026-11-24', status: 'no_show' }, { on: '2026-11-24', status: 'attended' });
    await expect(toAttend(NOW)).rejects.toThrow(expect.objectContaining({ code: 'booking_not_found' }));
  });
});

describe('the short ids of a screen', () => {
  it('are the shortest unique prefixes, of four characters or more', async () => {
    const ids = [
      '9f1c27ab-1234-4abc-8def-000000000001',
      '9f1c27ac-1234-4abc-8def-000000000002',
      '9f1d0000-1234-4abc-8def-000000000003',
      'cafe0000-1234-4abc-8def-000000000004',
      'cafe0000-1234-4abc-8def-000000000005',
    ];
    await db.store(...ids.map((id) => sampleBooking({ id })));
    const labels = await findIdLabels(
      db.database.store,
      ids.slice(0, 4).map((id) => ({ id })),
    );
    expect([...labels.values()]).toEqual(['9f1c27ab', '9f1c27ac', '9f1d', ids[3]]);
    for (const [id, label] of labels) {
      const { store } = db.database;
      expect((await resolveReference(store, label, SCOPES.any, MOMENT)).id).toBe(id);
    }
  });

  it('work for any number of bookings', async () => {
    const bookings = Array.from({ length: 350 }, (_, index) =>
      sampleBooking({ id: sampleId(index * 0x100000000 + index) }),
    );
    await db.store(...bookings);
    const labels = await findIdLabels(db.database.store, bookings);
    expect(labels.size).toBe(350);
    expect(new Set(labels.values()).size).toBe(350);
  });
});

describe('a booking in one line', () => {
  it('has its short id, start, name and place', () => {
    expect(describeBooking(sampleBooking())).toBe('9f1c27ab  2026-11-24 18:00  Vinyasa Flow · Studio North');
    expect(describeBooking(sampleBooking({ location: null }))).toBe('9f1c27ab  2026-11-24 18:00  Vinyasa Flow');
  });
});
