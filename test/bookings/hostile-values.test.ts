import { describe, expect, it } from 'vitest';
import { type BookRequest, bookClass } from '../../src/bookings/book-service.ts';
import { type EditRequest, editBooking } from '../../src/bookings/edit-service.ts';
import { checkFilter, type SaidFilter } from '../../src/bookings/said-filter.ts';
import { toBookingJson } from '../../src/contract/booking-json.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking } from '../support/booking-samples.ts';
import { HOSTILE } from '../support/hostile-values.ts';

// What a stranger may send to the use cases, past every front end: it is refused in words, or stored clean.

const db = useBookingDatabase();
const NOW = '2026-11-20T10:00:00.000Z';
const DAYS = { today: '2026-11-20', locale: null };
const BEFORE = sampleBooking();

const UNCLEAN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/;

function isWellFormed(text: string): boolean {
  return !UNCLEAN.test(text.replace(/[\u{10000}-\u{10ffff}]/gu, ''));
}

/** What came of it: refused in words, or stored as a booking that holds to its rules. */
async function outcomeOf(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    expect(error).toMatchObject({
      kind: expect.stringMatching(/^(?:usage|not_found|refused)$/),
      hint: expect.anything(),
    });
  }
  for (const booking of await db.all()) {
    for (const [name, value] of Object.entries(booking)) {
      if (typeof value === 'string') expect(isWellFormed(value), `${name}: ${JSON.stringify(value)}`).toBe(true);
      if (typeof value === 'string' && name !== 'notes') expect(value).not.toMatch(/[\n\t]/);
      if (typeof value === 'number') expect(Number.isSafeInteger(value), `${name}: ${value}`).toBe(true);
    }
    expect(booking.durationMinutes).toBeGreaterThan(0);
    expect(booking.url ?? 'https://').toMatch(/^https?:/);
    expect(booking.currency ?? 'EUR').toMatch(/^[A-Z]{3}$/);
    expect(JSON.parse(JSON.stringify(toBookingJson(booking)))).toMatchObject({ id: booking.id });
  }
}

const FIELDS = [
  ...['type', 'location', 'instructor', 'durationMinutes', 'source', 'externalId', 'zone', 'price', 'currency'],
  ...['lateFee', 'url', 'notes', '__proto__', 'unknown'],
];

describe('a stranger who books', () => {
  it.each(FIELDS)('with anything for %s is refused, or it is stored clean', async (name) => {
    for (const value of HOSTILE) {
      const fields = Object.fromEntries([[name, value]]) as BookRequest['fields'];
      await outcomeOf(() => bookClass(db.at(NOW), { name: 'Yoga', when: '2026-11-24T18:00', fields, isForced: true }));
    }
  });

  it.each(['name', 'when', 'cancelBy', 'status', 'repeat', 'isNewClass', 'isForced', 'fields', 'unknown'])(
    'with anything for %s of the request likewise',
    async (name) => {
      for (const value of HOSTILE) {
        const request = { name: 'Yoga', when: '2026-11-24T18:00', isForced: true, [name]: value } as BookRequest;
        await outcomeOf(() => bookClass(db.at(NOW), request));
      }
    },
  );

  it.each(['rule', 'count', 'until'])('with anything for %s of a series, in the same way', async (name) => {
    for (const value of HOSTILE) {
      const repeat = { rule: 'weekly', count: 2, [name]: value } as BookRequest['repeat'];
      await outcomeOf(() => bookClass(db.at(NOW), { name: 'Yoga', when: '2026-11-24T18:00', repeat, isForced: true }));
    }
  });

  it.each<[fields: object, code: string]>([
    [{ url: 'javascript:alert(1)' }, 'bad_url'],
    [{ currency: 'euros!' }, 'bad_currency'],
    [{ price: 12.5 }, 'bad_amount'],
    [{ price: -1 }, 'bad_amount'],
    [{ lateFee: Number.NaN }, 'bad_amount'],
    [{ durationMinutes: -5 }, 'bad_number'],
    [{ durationMinutes: 10_081 }, 'bad_number'],
    [{ durationMinutes: 45.5 }, 'bad_number'],
    [{ zone: 'Mars/Olympus' }, 'unknown_zone'],
    [{ source: null }, 'not_text'],
    [{ location: 5 }, 'not_text'],
    [{ location: 'x'.repeat(1001) }, 'text_too_long'],
    [{ notes: 'x'.repeat(20_001) }, 'text_too_long'],
    [{ colour: 'red' }, 'unknown_field'],
    [Object.fromEntries([['__proto__', {}]]), 'unknown_field'],
  ])('with %j is refused: %s', async (fields, code) => {
    const attempt = bookClass(db.at(NOW), { name: 'Yoga', when: '2026-11-24T18:00', fields });
    await expect(attempt).rejects.toMatchObject({ kind: 'usage', code });
    expect(await db.all()).toEqual([]);
  });

  it('stores a place of several lines and colours as one plain line', async () => {
    const fields = { location: 'Studio\nNorth\u001b[31m \u009bx\u202e', price: 12_500, currency: 'eur' };
    const { bookings } = await bookClass(db.at(NOW), { name: 'Yo\u0000ga', when: '2026-11-24T18:00', fields });
    expect(bookings).toMatchObject([
      { className: 'Yoga', location: 'Studio North[31m x', price: 12_500, currency: 'EUR' },
    ]);
  });

  it('may use the name of a property of JavaScript objects for a class', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const { bookings } = await bookClass(db.at(NOW), { name, when: '2026-11-24T18:00', isForced: true });
      expect(bookings).toMatchObject([{ className: name, status: 'booked' }]);
    }
  });
});

describe('a stranger who edits', () => {
  it.each(FIELDS)('with anything for %s is refused, or it is stored clean', async (name) => {
    await db.store(BEFORE);
    for (const value of HOSTILE) {
      const fields = Object.fromEntries([[name, value]]) as EditRequest['fields'];
      await outcomeOf(() => editBooking(db.at(NOW), BEFORE.id, { fields, isForced: true }));
    }
  });

  it.each(['name', 'when', 'cancelBy', 'status', 'isForced', 'fields', 'unknown'])(
    'with anything for %s of the request likewise',
    async (name) => {
      await db.store(BEFORE);
      for (const value of HOSTILE) {
        await outcomeOf(() => editBooking(db.at(NOW), BEFORE.id, { isForced: true, [name]: value } as EditRequest));
      }
    },
  );
});

describe('a stranger who filters', () => {
  const NAMES = ['type', 'location', 'source', 'status', 'instructor', 'exclude', 'from', 'to', 'time', 'search', 'x'];

  it.each(NAMES)('with anything for %s is refused, or finds what there is', async (name) => {
    for (const value of HOSTILE) {
      await outcomeOf(() => checkFilter(Object.fromEntries([[name, value]]) as SaidFilter, DAYS));
    }
  });

  it.each<[filter: object, code: string]>([
    [{ status: 'gone' }, 'bad_choice'],
    [{ status: 5 }, 'not_text'],
    [{ type: ['yoga', 7] }, 'not_text'],
    [{ exclude: 'yoga' }, 'bad_exclude'],
    [{ exclude: '__proto__=x' }, 'bad_choice'],
    [{ from: '2026-12-01', to: '2026-11-01' }, 'empty_range'],
    [{ time: '25-26' }, 'bad_time_range'],
    [{ search: 'x'.repeat(5001) }, 'text_too_long'],
    [{ type: Array.from({ length: 501 }, String) }, 'too_many'],
    [{ types: ['yoga'] }, 'unknown_field'],
  ])('with %j is refused: %s', async (filter, code) => {
    await expect(checkFilter(filter, DAYS)).rejects.toMatchObject({ kind: 'usage', code });
  });

  it('may give one text or several', async () => {
    expect(await checkFilter({ type: 'yoga', status: ['booked', 'no-show'], from: 'tomorrow' }, DAYS)).toEqual({
      types: ['yoga'],
      statuses: ['booked', 'no_show'],
      from: '2026-11-21',
    });
  });
});
