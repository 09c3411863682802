import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreakRules } from '../../../src/attendance/streak/asked-days.ts';
import { computeStreaks, datesThatCount } from '../../../src/attendance/streak/streak.ts';
import { addDays, type LocalDate, type Weekday } from '../../../src/time/civil.ts';
import { wallTimeAt } from '../../../src/time/zones.ts';
import { onThisMachine } from '../../support/patience.ts';
import { slowStreaks } from './slow-streak.ts';

const HOUR_MS = 3_600_000;

/** Histories end somewhere around these instants. */
const ANCHORS = [
  '2021-01-03T23:30:00Z', // the last day of a week 53
  '2027-01-03T12:00:00Z', // and of the next
  '2024-12-30T12:00:00Z', // week 1 begins in the old year
  '2024-02-29T20:00:00Z', // leap day
  '2026-03-08T07:00:00Z', // America springs forward
  '2026-11-01T06:00:00Z', // and falls back
  '2026-03-29T01:00:00Z', // Europe springs forward
  '2026-10-25T01:00:00Z', // and falls back
  '2011-12-30T10:00:00Z', // the day that Samoa never had
  '2026-11-24T18:00:00Z',
].map((text) => Date.parse(text));

const HOME_ZONES = ['America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia', 'Pacific/Pago_Pago', 'UTC'];
const CLASS_ZONES = [...HOME_ZONES, 'Pacific/Kiritimati', 'Australia/Lord_Howe'];

interface History {
  readonly attended: readonly LocalDate[];
  readonly today: LocalDate;
  readonly rules: StreakRules;
}

const weekday = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);

/** A hundred days or less, day after day with a certain likelihood, in one zone or travelling between two. */
const histories: fc.Arbitrary<History> = fc
  .record({
    anchor: fc.constantFrom(...ANCHORS),
    shiftHours: fc.integer({ min: -200, max: 200 }),
    home: fc.constantFrom(...HOME_ZONES),
    abroad: fc.constantFrom(...CLASS_ZONES),
    likelihood: fc.constantFrom(8, 25, 50, 75, 92, 100),
    dice: fc.array(fc.record({ roll: fc.nat(99), hour: fc.nat(23), isAbroad: fc.boolean() }), {
      maxLength: 100,
      size: 'max',
    }),
    restDays: fc.oneof(fc.constant([]), fc.uniqueArray(weekday, { maxLength: 7 })),
    weekStart: fc.constantFrom<Weekday>(1, 6, 7),
    weeklyTarget: fc.integer({ min: 1, max: 7 }),
    changes: fc.array(
      fc.record({ daysBefore: fc.integer({ min: -20, max: 100 }), target: fc.integer({ min: 1, max: 7 }) }),
      { maxLength: 2 },
    ),
    pauses: fc.array(
      fc.record({ daysBefore: fc.integer({ min: -20, max: 100 }), length: fc.integer({ min: 1, max: 24 }) }),
      { maxLength: 3 },
    ),
  })
  .map((seed) => {
    const now = seed.anchor + seed.shiftHours * HOUR_MS;
    const today = wallTimeAt(new Date(now), seed.home).slice(0, 10);
    const attended = seed.dice.flatMap(({ roll, hour, isAbroad }, daysBefore) => {
      const startsAt = now - daysBefore * 24 * HOUR_MS - hour * HOUR_MS;
      return roll < seed.likelihood
        ? [wallTimeAt(new Date(startsAt), isAbroad ? seed.abroad : seed.home).slice(0, 10)]
        : [];
    });
    const pauses = seed.pauses.map(({ daysBefore, length }) => {
      const from = addDays(today, -daysBefore);
      return { from, to: addDays(from, length - 1) };
    });
    const { restDays, weekStart, weeklyTarget } = seed;
    const laterTargets = seed.changes
      .map(({ daysBefore, target }) => ({ from: addDays(today, -daysBefore), target }))
      .sort((one, other) => (one.from < other.from ? -1 : 1));
    const targets = laterTargets.length === 0 ? { weeklyTarget } : { weeklyTarget, laterTargets };
    return { attended: datesThatCount(attended), today, rules: { restDays, weekStart, pauses, ...targets } };
  });

describe('streaks of any history', () => {
  it('agree with a simple day-by-day algorithm on 10,000 histories', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(histories, ({ attended, today, rules }) => {
        const streaks = computeStreaks(attended, today, rules);
        expect(streaks).toEqual(slowStreaks(attended, today, rules));
        for (const [unit, { state, current, longest, deadline }] of Object.entries(streaks)) {
          const traits = [
            state,
            current > 2 && 'long',
            longest > current && 'was longer',
            deadline === null && 'endless',
          ];
          for (const trait of traits) seen.set(`${unit} ${trait}`, (seen.get(`${unit} ${trait}`) ?? 0) + 1);
        }
      }),
      { numRuns: 10_000 },
    );
    // Histories that never reach a state would not test it.
    for (const unit of ['day', 'week']) {
      for (const trait of ['none', 'safe', 'at_risk', 'long', 'was longer', 'endless']) {
        expect(seen.get(`${unit} ${trait}`) ?? 0, `${unit} ${trait}`).toBeGreaterThan(100);
      }
    }
    expect(seen.get('week pending') ?? 0).toBeGreaterThan(100);
  });

  it('do not depend on the order in which the days were marked', () => {
    const marked = histories.chain((history) =>
      fc
        .shuffledSubarray([...history.attended, ...history.attended], { minLength: history.attended.length * 2 })
        .map((order) => ({ history, order })),
    );
    fc.assert(
      fc.property(marked, ({ history: { attended, today, rules }, order }) => {
        expect(computeStreaks(datesThatCount(order), today, rules)).toEqual(computeStreaks(attended, today, rules));
      }),
      { numRuns: 500 },
    );
  });

  it('never have a shorter longest run after a day is added', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: -80, max: 2 }), ({ attended, today, rules }, shift) => {
        const before = computeStreaks(attended, today, rules);
        const after = computeStreaks(datesThatCount([...attended, addDays(today, shift)]), today, rules);
        expect(after.day.longest).toBeGreaterThanOrEqual(before.day.longest);
        expect(after.week.longest).toBeGreaterThanOrEqual(before.week.longest);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never grow overnight, and are never longer than the longest run', () => {
    fc.assert(
      fc.property(histories, ({ attended, today, rules }) => {
        const now = computeStreaks(attended, today, rules);
        const tomorrow = computeStreaks(attended, addDays(today, 1), rules);
        for (const unit of ['day', 'week'] as const) {
          expect([now[unit].current, 0]).toContain(tomorrow[unit].current);
          expect(tomorrow[unit].longest).toBe(now[unit].longest);
          expect(now[unit].current).toBeLessThanOrEqual(now[unit].longest);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('take a few milliseconds for a century of daily classes', () => {
    const dates = Array.from({ length: 36_500 }, (_, index) => addDays('1927-01-01', index));
    const rules: StreakRules = { restDays: [7], weekStart: 1, weeklyTarget: 3, pauses: [] };
    const began = performance.now();
    const { day } = computeStreaks(dates, addDays('1927-01-01', 36_499), rules);
    expect(day.current).toBe(36_500);
    // The limit is many times the usual time, so that a busy machine passes and a quadratic algorithm does not.
    expect(performance.now() - began).toBeLessThan(onThisMachine(500));
  });
});
