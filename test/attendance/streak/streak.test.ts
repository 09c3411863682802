import { describe, expect, it } from 'vitest';
import type { StreakRules } from '../../../src/attendance/streak/asked-days.ts';
import { computeStreaks, datesThatCount, type Streaks } from '../../../src/attendance/streak/streak.ts';
import { addDays, datesBetween, type LocalDate } from '../../../src/time/civil.ts';

// November 2026: Monday the 2nd, 9th, 16th, 23rd and 30th.
const TUESDAY = '2026-11-24';

function streaks(dates: readonly string[], rules: Partial<StreakRules> = {}, today: LocalDate = TUESDAY): Streaks {
  const attended = datesThatCount(dates.map((date) => (date.length > 5 ? date : `2026-${date}`)));
  return computeStreaks(attended, today, { restDays: [], weekStart: 1, weeklyTarget: 1, pauses: [], ...rules });
}

const day = (...args: Parameters<typeof streaks>) => streaks(...args).day;
const week = (...args: Parameters<typeof streaks>) => streaks(...args).week;
const pause = (from: string, to: string) => ({ from: `2026-${from}`, to: `2026-${to}` });

describe('without a single class', () => {
  it('there is no run and no deadline', () => {
    const nothing = { current: 0, longest: 0, state: 'none', deadline: null, lastOn: null };
    expect(streaks([], { weeklyTarget: 3 })).toEqual({
      day: { ...nothing, target: 1 },
      week: { ...nothing, target: 3 },
    });
  });
});

describe('the day streak', () => {
  it('counts consecutive dates up to today', () => {
    expect(day(['11-22', '11-23', '11-24'])).toEqual({
      current: 3,
      longest: 3,
      state: 'safe',
      deadline: '2026-11-25',
      lastOn: '2026-11-24',
      target: 1,
    });
  });

  it('is at risk, with today as its deadline, while today has no class yet', () => {
    expect(day(['11-22', '11-23'])).toMatchObject({ current: 2, state: 'at_risk', deadline: '2026-11-24' });
  });

  it('is broken by a date that is over', () => {
    expect(day(['11-21', '11-22'])).toMatchObject({ current: 0, longest: 2, state: 'none', deadline: null });
  });

  it('keeps the longest run of the whole history, the current one included', () => {
    expect(day(['11-01', '11-02', '11-03', '11-23'])).toMatchObject({ current: 1, longest: 3 });
    expect(day(['11-01', '11-22', '11-23', '11-24'])).toMatchObject({ current: 3, longest: 3 });
  });

  it('has the last attended date also without a current run', () => {
    expect(day(['11-03'])).toMatchObject({ current: 0, lastOn: '2026-11-03' });
  });

  it('runs through a leap day and a turn of the year', () => {
    expect(day(datesBetween('2024-02-27', '2024-03-02'), {}, '2024-03-02').current).toBe(5);
    expect(day(datesBetween('2026-12-30', '2027-01-02'), {}, '2027-01-02').current).toBe(4);
  });

  describe('with rest days', () => {
    const weekend = { restDays: [6, 7] as const };

    it('skips them', () => {
      expect(day(['11-19', '11-20', '11-23', '11-24'], weekend).current).toBe(4);
    });

    it('counts a class on one like any other', () => {
      expect(day(['11-20', '11-21', '11-23', '11-24'], weekend).current).toBe(4);
    });

    it('is safe on one, with the next other date as its deadline', () => {
      const onSaturday = day(['11-19', '11-20'], weekend, '2026-11-21');
      expect(onSaturday).toMatchObject({ current: 2, state: 'safe', deadline: '2026-11-23' });
    });

    it('has its deadline after the weekend once Friday has a class', () => {
      expect(day(['11-20'], weekend, '2026-11-20')).toMatchObject({ state: 'safe', deadline: '2026-11-23' });
    });

    it('is still broken by the working day beside them', () => {
      expect(day(['11-19', '11-23'], weekend).current).toBe(1);
    });

    it('never ends when every weekday is a rest day', () => {
      const always = day(['11-01', '11-10'], { restDays: [1, 2, 3, 4, 5, 6, 7] });
      expect(always).toMatchObject({ current: 2, state: 'safe', deadline: null });
    });
  });

  describe('with a pause', () => {
    const holiday = { pauses: [pause('11-10', '11-20')] };

    it('skips it', () => {
      expect(day(['11-08', '11-09', '11-21', '11-22', '11-23'], holiday).current).toBe(5);
    });

    it('counts a class in it, also without a class on the days beside it', () => {
      expect(day(['11-09', '11-15', '11-21', '11-22', '11-23'], holiday).current).toBe(5);
    });

    it('is safe in it, with the first date after it as its deadline', () => {
      expect(day(['11-09'], holiday, '2026-11-12')).toMatchObject({
        current: 1,
        state: 'safe',
        deadline: '2026-11-21',
      });
    });

    it('has its deadline after the rest day that follows the pause', () => {
      expect(day(['11-09'], { ...holiday, restDays: [6, 7] }, '2026-11-12').deadline).toBe('2026-11-23');
    });

    it('closes a gap when it is added later', () => {
      const dates = ['11-20', '11-23', '11-24'];
      expect(day(dates).current).toBe(2);
      expect(day(dates, { pauses: [pause('11-21', '11-22')] }).current).toBe(3);
    });

    it('may overlap another', () => {
      expect(day(['11-09', '11-23'], { pauses: [pause('11-12', '11-22'), pause('11-10', '11-15')] }).current).toBe(2);
    });

    it('has no deadline when it never ends', () => {
      const forever = { pauses: [{ from: '2026-11-24', to: '9999-12-31' }] };
      expect(day(['11-23'], forever)).toMatchObject({ current: 1, state: 'safe', deadline: null });
      expect(week(['11-23'], forever)).toMatchObject({ current: 1, state: 'safe', deadline: null });
    });
  });
});

describe('the week streak', () => {
  it('counts weeks with enough attended dates, the present one as soon as it is met', () => {
    expect(week(['11-10', '11-18', '11-24'])).toEqual({
      current: 3,
      longest: 3,
      state: 'safe',
      deadline: '2026-12-06',
      lastOn: '2026-11-24',
      target: 1,
    });
  });

  it('continues while the present week is open', () => {
    expect(week(['11-10', '11-18'])).toMatchObject({ current: 2, state: 'pending', deadline: '2026-11-29' });
  });

  it('is broken by a week that is over', () => {
    expect(week(['11-03', '11-10'])).toMatchObject({ current: 0, longest: 2, state: 'none', deadline: null });
  });

  it('counts dates, not classes, against the target', () => {
    const twoDates = ['11-16', '11-16', '11-17'];
    expect(week(twoDates, { weeklyTarget: 3 }).longest).toBe(0);
    expect(week([...twoDates, '11-18'], { weeklyTarget: 3 })).toMatchObject({ current: 1, target: 3 });
  });

  it('uses the first weekday that the person has set', () => {
    const [saturday, sunday] = ['11-21', '11-22'];
    expect(week([saturday, sunday], { weekStart: 1 }).current).toBe(1);
    expect(week([saturday, sunday], { weekStart: 7 })).toMatchObject({ current: 2, deadline: '2026-12-05' });
    expect(week([saturday, sunday], { weekStart: 6 })).toMatchObject({ current: 1, deadline: '2026-12-04' });
  });

  it('counts a week 53 once', () => {
    // 2026-12-28 to 2027-01-03 is week 53.
    expect(week(['12-23', '12-31', '2027-01-01', '2027-01-05'], {}, '2027-01-05').current).toBe(3);
  });

  describe('at risk or not, with a target of three', () => {
    const lastWeek = ['11-16', '11-17', '11-18'];
    const on = (today: string, thisWeek: readonly string[] = [], rules: Partial<StreakRules> = {}) =>
      week([...lastWeek, ...thisWeek], { weeklyTarget: 3, ...rules }, `2026-${today}`).state;

    it('is pending while more dates are left than classes needed', () => {
      expect(on('11-23')).toBe('pending');
      expect(on('11-26')).toBe('pending');
    });

    it('is at risk when just as many are left', () => {
      expect(on('11-27')).toBe('at_risk');
    });

    it('stays at risk when too few are left: the week is not over', () => {
      expect(on('11-29')).toBe('at_risk');
    });

    it('does not count today as left once it has its class', () => {
      expect(on('11-28', ['11-23', '11-28'])).toBe('at_risk');
      expect(on('11-28', ['11-23', '11-24'])).toBe('pending');
    });

    it('does not count rest days and paused dates as left', () => {
      expect(on('11-25', [], { restDays: [6, 7] })).toBe('at_risk');
      expect(on('11-23', [], { restDays: [6, 7] })).toBe('pending');
      // Two of seven days are paused: three are still needed, and from Tuesday on four days are left.
      expect(on('11-24', [], { pauses: [pause('11-28', '11-29')] })).toBe('pending');
      expect(on('11-25', [], { pauses: [pause('11-28', '11-29')] })).toBe('at_risk');
    });

    it('may still be kept on a rest day, which is then the deadline', () => {
      const kept = { weeklyTarget: 3, restDays: [6, 7] as const };
      expect(week([...lastWeek, '11-23', '11-24'], kept, '2026-11-28').deadline).toBe('2026-11-29');
      expect(week([...lastWeek, '11-23', '11-24', '11-29'], kept, '2026-11-29').current).toBe(2);
    });
  });

  describe('with pauses', () => {
    const weeks = ['11-02', '11-03', '11-04', '11-16', '11-17', '11-18'];
    const three = (dates: readonly string[], ...pauses: StreakRules['pauses']) =>
      week(dates, { weeklyTarget: 3, pauses });

    it('skips a week that is paused on all days', () => {
      expect(three(weeks).current).toBe(1);
      expect(three(weeks, pause('11-09', '11-15')).current).toBe(2);
    });

    it('counts a week that is paused on all days if it has an attended date', () => {
      expect(three([...weeks, '11-12'], pause('11-09', '11-15')).current).toBe(3);
    });

    it.each([
      ['11-09', '11-09', 3], // 6 days of 7
      ['11-09', '11-10', 3], // 5
      ['11-09', '11-11', 2], // 4
      ['11-09', '11-12', 2], // 3
      ['11-09', '11-13', 1], // 2
      ['11-09', '11-14', 1], // 1
    ])('needs its share of a week paused from %s to %s: %i days', (from, to, needed) => {
      const inWeek = ['11-15', '11-14', '11-13'];
      const met = [...weeks, ...inWeek.slice(0, needed)];
      const short = [...weeks, ...inWeek.slice(0, needed - 1)];
      expect(three(met, pause(from, to)).current).toBe(3);
      expect(three(short, pause(from, to)).current).toBe(1);
    });

    it('counts dates attended during the pause for the week', () => {
      expect(three([...weeks, '11-09', '11-10'], pause('11-09', '11-12')).current).toBe(3);
    });

    it('does not need fewer dates because of rest days', () => {
      expect(week([...weeks, '11-09', '11-10'], { weeklyTarget: 3, restDays: [5, 6, 7] }).current).toBe(1);
    });

    it('is safe in a paused week, with its deadline in the next week that needs a class', () => {
      expect(three(weeks, pause('11-23', '12-09'))).toMatchObject({
        current: 1,
        state: 'safe',
        deadline: '2026-12-13',
      });
    });
  });
});

describe('a class in another zone on a date that is still tomorrow at home', () => {
  it('counts at once, and everything is judged on its date', () => {
    const tomorrow = addDays(TUESDAY, 1);
    expect(day(['11-23', '11-24', tomorrow])).toMatchObject({ current: 3, state: 'safe', lastOn: tomorrow });
    expect(day(['11-23', tomorrow])).toMatchObject({ current: 1, longest: 1, deadline: '2026-11-26' });
    expect(week(['11-18', '11-23'], {}, '2026-11-22')).toMatchObject({ current: 2, state: 'safe' });
  });
});
