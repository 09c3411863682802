import { describe, expect, it } from 'vitest';
import { computeStats, type Stats } from '../../src/attendance/stats/stats.ts';
import type { FacetTally, HourTally, StatusTally } from '../../src/attendance/stats/tallies.ts';
import type { Streaks } from '../../src/attendance/streak/streak.ts';
import type { BookingStatus } from '../../src/bookings/booking.ts';
import { renderStats } from '../../src/render/stats.ts';
import { textWidth } from '../../src/render/width.ts';
import { addDays } from '../../src/time/civil.ts';
import { NO_TALLIES, tallyDates } from '../support/tally-samples.ts';
import { COLOUR_PAINT, styleOf } from './samples.ts';

const streak = { state: 'safe', deadline: null, lastOn: null } as const;
const streaks: Streaks = {
  day: { ...streak, current: 2, longest: 6, target: 1 },
  week: { ...streak, current: 10, longest: 14, target: 3 },
};
const year = { from: '2026-01-01', to: '2026-12-31' };

/** Statuses in a fixed turn: mostly attended, and now and then not. */
const TURN: readonly BookingStatus[] = [
  'attended',
  'attended',
  'attended',
  'cancelled',
  'attended',
  'attended',
  'no_show',
];
const turn = (index: number): BookingStatus => TURN[index % TURN.length] ?? 'attended';

const kinds = [
  ['cycling', 'Velo', 'classpass', 'Max', 18, 62],
  ['yoga', 'Studio North', 'mindbody', 'Ana', 7, 45],
  ['pilates', 'Core Lab', 'classpass', 'Ines', 10, 33],
  ['boxing', 'Ring', 'manual', null, 19, 12],
  ['aqua', 'Hallenbad am Stadtgarten', 'manual', 'Anna-Katharina', 13, 3],
  [null, null, 'manual', null, 20, 2],
] as const;

const facets: FacetTally[] = [];
const hours: HourTally[] = [];
const days: (StatusTally & { date: string })[] = [];
for (const [type, location, source, instructor, hour, count] of kinds) {
  for (let index = 0; index < count; index += 1) {
    const status = turn(index);
    facets.push({ type, location, source, instructor, status, count: 1 });
    hours.push({ hour, status, count: 1 });
    const season = Math.floor((index * index * 5 + hour * 11) % 327);
    days.push({ date: addDays('2026-01-02', season), status, count: 1 });
  }
}
const price = { currency: 'EUR', isLateCancel: false, price: 18_500, lateFee: 12_000, feePaid: null };
const tallies = {
  facets,
  hours,
  ...tallyDates(days),
  prices: [
    { ...price, status: 'attended', count: 40 },
    { ...price, status: 'no_show', count: 3 },
    { ...price, status: 'cancelled', isLateCancel: true, count: 2 },
    { ...price, currency: 'CHF', status: 'attended', count: 1 },
  ] as const,
};
const before = {
  period: { from: '2025-01-01', to: '2025-11-24' },
  tallies: [
    { status: 'attended', count: 96 },
    { status: 'no_show', count: 7 },
  ] as const,
};
const stats: Stats = computeStats({ tallies, streaks, weekStart: 1, period: year, before });

describe('the statistics screen', () => {
  it.each([40, 80, 160])('is as pinned at %i columns', async (width) => {
    await expect(`${renderStats(stats, styleOf(width))}\n`).toMatchFileSnapshot(`../golden/stats-${width}.txt`);
  });

  it('is as pinned in ASCII and in colour', async () => {
    const ascii = renderStats(stats, styleOf(80, { unicode: false }));
    expect(ascii).toMatch(/^[\n\x20-\x7e]*$/);
    await expect(`${ascii}\n`).toMatchFileSnapshot('../golden/stats-ascii.txt');
    const colour = renderStats(stats, styleOf(80, { paint: COLOUR_PAINT }));
    await expect(`${colour}\n`).toMatchFileSnapshot('../golden/stats-colour.txt');
  });

  it('is never wider than the terminal, and ends no line in blanks', () => {
    for (let width = 24; width <= 200; width += 1) {
      for (const line of renderStats(stats, styleOf(width)).split('\n')) {
        expect(textWidth(line), `${width}: ${line}`).toBeLessThanOrEqual(width);
        expect(line).toBe(line.trimEnd());
      }
    }
  });

  it('helps where there is nothing', () => {
    const empty = computeStats({
      tallies: NO_TALLIES,
      streaks,
      weekStart: 1,
      period: null,
      before: null,
    });
    expect(renderStats(empty, styleOf(80))).toContain('No classes.');
    expect(renderStats(empty, styleOf(80), { isFiltered: true })).toContain('No classes match these filters.');
  });
});

describe('what is still to come', () => {
  const nothing = computeStats({ tallies: NO_TALLIES, streaks, weekStart: 1, period: null, before: null });

  it('stands in a line of its own', () => {
    expect(renderStats(stats, styleOf(80), { ahead: 12 })).toMatch(/attended of .*\n12 more booked, still to come\n/);
    expect(renderStats(stats, styleOf(80))).not.toContain('still to come');
  });

  it('is shown where nothing was attended yet', () => {
    expect(renderStats(nothing, styleOf(80), { ahead: 2 })).toMatch(/^All classes\nNothing yet\n2 more booked, still/);
  });
});

describe('a number on the statistics screen', () => {
  const screenOf = (changes: Partial<Stats>) => renderStats({ ...stats, ...changes }, styleOf(100));

  it('is never 100 % while something was missed', () => {
    expect(screenOf({ attendanceRate: 0.999 })).toContain('99 % came');
    expect(screenOf({ attendanceRate: 1 })).toContain('100 % came');
    expect(screenOf({ attendanceRate: null })).not.toContain('%  came');
  });

  it('is compared in words', () => {
    const previous = { ...year, totalBooked: 0, totalCancelled: 0, totalNoShow: 0, attendanceRate: null };
    const compared = (totalAttended: number) =>
      screenOf({ totalAttended: 10, previous: { ...previous, totalAttended } });
    expect(compared(8)).toContain('2 more attended than in 2026 (8)');
    expect(compared(10)).toContain('As many as in 2026 (10)');
    expect(compared(13)).toContain('3 fewer attended than in 2026 (13)');
  });

  it('is titled by its period', () => {
    const titled = (from: string, to: string) => screenOf({ period: { from, to }, previous: null }).split('\n')[0];
    expect(titled('2026-01-01', '2026-12-31')).toBe('2026');
    expect(titled('2026-02-01', '2026-02-28')).toBe('February 2026');
    expect(titled('2026-11-23', '2026-11-29')).toBe('23–29 Nov 2026');
  });
});
