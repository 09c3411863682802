import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttendedClass } from '../../../src/attendance/achievements/achievement-counts.ts';
import {
  type AchievementInput,
  computeAchievements,
  earnedIds,
  newlyEarned,
} from '../../../src/attendance/achievements/achievements.ts';
import type { StreakRules } from '../../../src/attendance/streak/asked-days.ts';
import { addDays, addMonths, datesBetween } from '../../../src/time/civil.ts';
import { onThisMachine } from '../../support/patience.ts';

const rules: StreakRules = { restDays: [], weekStart: 1, weeklyTarget: 1, pauses: [] };
const TODAY = '2026-11-24';

interface Booked extends AttendedClass {
  readonly bookingId: string;
}

/** A class at a wall time, five hours behind UTC. */
function attended(startsLocal: string, changes: Partial<Booked> = {}): Booked {
  const local = startsLocal.length === 10 ? `${startsLocal}T18:00:00` : `${startsLocal}:00`;
  const startsAt = new Date(Date.parse(`${local}Z`) + 5 * 3_600_000).toISOString();
  return { bookingId: `id-${local}`, startsLocal: local, startsAt, type: 'yoga', location: 'North', ...changes };
}

const onDates = (...dates: string[]) => dates.map((date) => attended(date));

/** `count` classes that end `daysAgo`, one every other day. */
function everyOtherDay(count: number, lastOn = '2026-11-23'): Booked[] {
  return Array.from({ length: count }, (_, index) => attended(addDays(lastOn, -2 * (count - 1 - index))));
}

function achievements(history: readonly Booked[], changes: Partial<AchievementInput<Booked>> = {}) {
  const computed = computeAchievements({ history, missed: [], today: TODAY, rules, ...changes });
  return new Map(computed.map(({ earnedBy: by, ...each }) => [each.id, { ...each, bookingId: by?.bookingId ?? null }]));
}

function earnedBy(history: readonly Booked[], id: string, changes: Partial<AchievementInput<Booked>> = {}) {
  return achievements(history, changes).get(id)?.bookingId;
}

describe('the achievements', () => {
  it('have fixed ids, in a fixed order', () => {
    expect([...achievements([]).keys()]).toEqual([
      'first-class',
      'classes-10',
      'classes-25',
      'classes-50',
      'classes-100',
      'classes-250',
      'classes-500',
      'classes-1000',
      'weeks-4',
      'weeks-12',
      'weeks-26',
      'weeks-52',
      'days-3',
      'days-7',
      'variety',
      'explorer',
      'loyal',
      'early-bird',
      'night-owl',
      'double',
      'comeback',
      'perfect-month',
    ]);
  });

  it('are all open with progress 0 before the first class', () => {
    for (const each of achievements([]).values()) {
      expect(each).toMatchObject({ earnedAt: null, bookingId: null, progress: 0 });
    }
  });

  it('name the class that earned them and its start, in the zone of the class', () => {
    expect(achievements(onDates('2026-11-20', '2026-11-21')).get('first-class')).toEqual({
      id: 'first-class',
      title: 'First class',
      description: 'A class attended',
      earnedAt: '2026-11-20T18:00:00.000-05:00',
      bookingId: 'id-2026-11-20T18:00:00',
      progress: 1,
      goal: 1,
    });
  });

  it('stay with the class that earned them, with any later class', () => {
    const later = [...onDates('2026-11-20'), ...everyOtherDay(1)];
    expect(earnedBy(later, 'first-class')).toBe('id-2026-11-20T18:00:00');
  });

  it.each([10, 25, 50, 100, 250, 500, 1000])('count %i classes', (goal) => {
    const history = everyOtherDay(goal);
    expect(earnedBy(history, `classes-${goal}`)).toBe(history.at(-1)?.bookingId);
    const short = achievements(history.slice(1)).get(`classes-${goal}`);
    expect(short).toMatchObject({ earnedAt: null, progress: goal - 1, goal });
  });

  it('are withdrawn when a correction makes them untrue', () => {
    const history = everyOtherDay(10);
    expect(earnedBy(history, 'classes-10')).not.toBeNull();
    expect(earnedBy(history.slice(0, 9), 'classes-10')).toBeNull();
  });

  it('are told once: those earned before are not new', () => {
    const compute = (history: readonly AttendedClass[]) =>
      computeAchievements({ history, missed: [], today: TODAY, rules });
    const [nine, ten, eleven] = [9, 10, 11].map((count) => compute(everyOtherDay(count)));
    if (!nine || !ten || !eleven) throw new Error('three histories were made');
    expect(newlyEarned(earnedIds(nine), ten).map(({ id }) => id)).toEqual(['classes-10']);
    expect(newlyEarned(earnedIds(ten), eleven)).toEqual([]);
    expect(newlyEarned(earnedIds(ten), nine)).toEqual([]);
  });
});

describe('streaks as achievements', () => {
  it('count days in a row, by the rule of streaks', () => {
    const three = onDates('2026-11-19', '2026-11-20', '2026-11-23');
    expect(earnedBy(three, 'days-3')).toBeNull();
    expect(earnedBy(three, 'days-3', { rules: { ...rules, restDays: [6, 7] } })).toBe('id-2026-11-23T18:00:00');
  });

  it('count weeks, earned by the class that meets the last of them', () => {
    const dates = datesBetween('2026-10-26', '2026-11-22').filter((_, index) => [0, 2, 4].includes(index % 7));
    const history = onDates(...dates);
    expect(earnedBy(history, 'weeks-4')).toBe('id-2026-11-16T18:00:00');
    const three = { ...rules, weeklyTarget: 3 };
    expect(earnedBy(history, 'weeks-4', { rules: three })).toBe('id-2026-11-20T18:00:00');
    expect(earnedBy(history, 'weeks-4', { rules: { ...rules, weeklyTarget: 4 } })).toBeNull();
  });

  it('keep what an ended streak earned, and show the running one as progress', () => {
    const ended = onDates('2026-09-01', '2026-09-02', '2026-09-03', '2026-11-23', '2026-11-24');
    expect(earnedBy(ended, 'days-3')).toBe('id-2026-09-03T18:00:00');
    expect(achievements(ended).get('days-7')?.progress).toBe(2);
    expect(achievements(onDates('2026-09-01', '2026-09-02')).get('days-3')?.progress).toBe(0);
  });
});

describe('the other achievements', () => {
  it('variety and explorer count different values, and null is not a type', () => {
    const types = ['yoga', 'spin', null, 'boxing', 'yoga', 'aqua', 'pilates'];
    const history = types.map((type, index) => attended(addDays('2026-11-01', index), { type, location: type }));
    expect(earnedBy(history, 'variety')).toBe('id-2026-11-07T18:00:00');
    expect(earnedBy(history, 'explorer')).toBe('id-2026-11-07T18:00:00');
    expect(achievements(history.slice(0, 6)).get('variety')).toMatchObject({ earnedAt: null, progress: 4 });
  });

  it('loyal counts classes at one place, not at all places', () => {
    const history = everyOtherDay(99).map((each, index) => ({ ...each, location: index % 2 ? 'Velo' : 'North' }));
    expect(earnedBy(history, 'loyal')).toBe(history.at(-1)?.bookingId);
    expect(achievements(history.slice(0, 98)).get('loyal')?.progress).toBe(49);
  });

  it('early bird and night owl use the wall time of the class', () => {
    const at = (time: string) =>
      Array.from({ length: 10 }, (_, day) => attended(`${addDays('2026-11-01', day)}T${time}`));
    expect(earnedBy(at('07:59'), 'early-bird')).toBe('id-2026-11-10T07:59:00');
    expect(earnedBy(at('08:00'), 'early-bird')).toBeNull();
    expect(earnedBy(at('20:00'), 'night-owl')).toBe('id-2026-11-10T20:00:00');
    expect(earnedBy(at('00:30'), 'night-owl')).toBe('id-2026-11-10T00:30:00');
    expect(earnedBy(at('19:59'), 'night-owl')).toBeNull();
  });

  it('double takes two classes on one day', () => {
    const two = [attended('2026-11-20T10:00'), attended('2026-11-20T11:30')];
    expect(earnedBy(two, 'double')).toBe('id-2026-11-20T11:30:00');
    expect(earnedBy(onDates('2026-11-20', '2026-11-21'), 'double')).toBeNull();
    expect(achievements(onDates(TODAY)).get('double')?.progress).toBe(1);
  });

  it('comeback takes thirty days without a class between two classes', () => {
    expect(earnedBy(onDates('2026-10-01', '2026-10-31'), 'comeback')).toBe('id-2026-10-31T18:00:00');
    expect(earnedBy(onDates('2026-10-01', '2026-10-30'), 'comeback')).toBeNull();
    expect(earnedBy(onDates('2026-10-31'), 'comeback')).toBeNull();
  });

  describe('a perfect month', () => {
    const month = (first: string, count: number) => onDates(...datesBetween(first, addDays(first, count - 1)));

    it('takes eight classes and none missed', () => {
      const october = month('2026-10-05', 9);
      expect(earnedBy(october, 'perfect-month')).toBe('id-2026-10-12T18:00:00');
      expect(earnedBy(october.slice(2), 'perfect-month')).toBeNull();
      expect(earnedBy(october, 'perfect-month', { missed: ['2026-10-30'] })).toBeNull();
      expect(earnedBy(october, 'perfect-month', { missed: ['2026-09-30'] })).not.toBeNull();
    });

    it('is not earned before the month is over', () => {
      const november = month('2026-11-05', 12);
      expect(achievements(november).get('perfect-month')).toMatchObject({ earnedAt: null, progress: 7 });
      expect(earnedBy(november, 'perfect-month', { today: '2026-12-01' })).toBe('id-2026-11-12T18:00:00');
    });

    it('begins again with every month', () => {
      expect(achievements(month('2026-10-27', 7)).get('perfect-month')?.progress).toBe(2);
      expect(achievements(month('2026-10-05', 7)).get('perfect-month')?.progress).toBe(0);
    });
  });
});

describe('for any history', () => {
  const history = fc
    .array(fc.record({ day: fc.nat(200), hour: fc.constantFrom('06', '12', '21') }), { maxLength: 80 })
    .map((classes) => [...new Set(classes.map(({ day, hour }) => `${addDays('2026-04-01', day)}T${hour}:00`))].sort())
    .map((starts) => starts.map((start) => attended(start)));

  it('progress is between 0 and the goal, and equals the goal exactly when it is earned', () => {
    fc.assert(
      fc.property(history, (classes) => {
        for (const { earnedAt, bookingId, progress, goal } of achievements(classes).values()) {
          expect(progress).toBeGreaterThanOrEqual(0);
          expect(progress).toBeLessThanOrEqual(goal);
          expect(progress === goal).toBe(earnedAt !== null);
          expect(bookingId === null).toBe(earnedAt === null);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a hundred thousand classes take less than a moment', () => {
    const first = addMonths(TODAY, -1200);
    const long = Array.from({ length: 100_000 }, (_, index) => attended(addDays(first, Math.floor(index / 3))));
    const began = performance.now();
    expect(earnedBy(long, 'classes-1000')).toBe(long[999]?.bookingId);
    // The limit is several times the usual time, so that a busy machine passes and a quadratic algorithm does not.
    expect(performance.now() - began).toBeLessThan(onThisMachine(3000));
  });
});
