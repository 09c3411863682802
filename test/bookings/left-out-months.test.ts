import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeLeftOut, leftOutMonths } from '../../src/bookings/left-out-months.ts';
import { planSeries } from '../../src/bookings/repeat.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

const db = useBookingDatabase();

async function noteOf(from: string, rule: string, count: number | null, until: string | null = null) {
  const series = await planSeries(`${from}T18:00:00`, { rule, count, until }, 'UTC');
  const left = leftOutMonths(series, rule, until);
  return left && describeLeftOut(left);
}

describe('a monthly series', () => {
  it.each<[string, string, number | null, string | null, string | null]>([
    ['2026-12-31', 'monthly', 5, null, 'Left out, as they have no 31st: Feb 2027, Apr 2027, Jun 2027.'],
    ['2027-01-30', 'monthly', 3, null, 'Left out, as it has no 30th: Feb 2027.'],
    ['2027-01-29', ' Monthly ', 3, null, 'Left out, as it has no 29th: Feb 2027.'],
    ['2028-01-29', 'monthly', 3, null, null],
    ['2026-12-28', 'monthly', 12, null, null],
    ['2026-12-31', 'monthly', null, '2027-03-30', 'Left out, as it has no 31st: Feb 2027.'],
    ['2026-12-31', 'monthly', null, '2027-02-27', null],
    ['2026-12-31', 'FREQ=MONTHLY', 3, null, 'Left out, as it has no 31st: Feb 2027.'],
    ['2026-12-31', 'FREQ=MONTHLY;INTERVAL=2', 3, null, 'Left out, as they have no 31st: Feb 2027, Apr 2027, Jun 2027.'],
    ['2026-12-31', 'FREQ=MONTHLY;BYMONTH=1,4,12', 3, null, 'Left out, as it has no 31st: Apr 2027.'],
    [
      '2026-10-30',
      'FREQ=MONTHLY;BYDAY=5FR',
      3,
      null,
      'Left out, as they have no such day: Nov 2026, Dec 2026, Feb 2027, Mar 2027.',
    ],
    ['2026-11-30', 'FREQ=MONTHLY;BYMONTHDAY=-1', 12, null, null],
    ['2026-12-31', 'weekly', 12, null, null],
    ['2026-12-31', 'FREQ=YEARLY', 2, null, null],
  ])('from %s, %s × %s to %s: %s', async (from, rule, count, until, note) => {
    expect(await noteOf(from, rule, count, until)).toBe(note);
  });

  it('has a class in each month, or the month is named as left out', async () => {
    const days = fc.integer({ min: 1, max: 31 }).map((day) => `2027-01-${String(day).padStart(2, '0')}`);
    await fc.assert(
      fc.asyncProperty(days, fc.integer({ min: 1, max: 60 }), async (from, count) => {
        const series = await planSeries(`${from}T18:00:00`, { rule: 'monthly', count, until: null }, 'UTC');
        const months = [
          ...series.map((start) => start.slice(0, 7)),
          ...(leftOutMonths(series, 'monthly', null)?.months ?? []),
        ];
        const last = series.at(-1) ?? '';
        const span = (Number(last.slice(0, 4)) - 2027) * 12 + Number(last.slice(5, 7));
        expect(new Set(months).size).toBe(months.length);
        expect(months).toHaveLength(span);
      }),
    );
  });
});

it('booking names the months that a series leaves out', async () => {
  const at = db.at('2026-11-22T14:00:00.000Z');
  const repeat = (rule: string) => ({ repeat: { rule, count: null, until: null } });
  const { notes } = await book(at, 'Spin', '2026-12-31T18:00', repeat('every month'));
  expect(notes).toContain('Left out, as they have no 31st: Feb 2027, Apr 2027, Jun 2027, Sep 2027, Nov 2027.');
  expect((await book(at, 'Barre', '2026-12-01T18:00', repeat('monthly'))).notes.join()).not.toContain('Left out');
});
