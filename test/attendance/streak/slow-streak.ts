import type { StreakRules } from '../../../src/attendance/streak/asked-days.ts';
import type { Streak, Streaks } from '../../../src/attendance/streak/streak.ts';
import type { LocalDate } from '../../../src/time/civil.ts';

/*
 * The streaks a second time, day by day and without any shortcut, written from the definition in prose and
 * not from the rule's code. Nothing but the types is shared, not even the calendar.
 */

interface Day {
  readonly date: LocalDate;
  /** ISO 8601, Monday is 1. */
  readonly weekday: number;
}

const ALMANAC: readonly Day[] = (() => {
  const days: Day[] = [];
  const at = new Date('2010-01-01T12:00:00Z');
  while (at.getUTCFullYear() < 2031) {
    days.push({ date: at.toISOString().slice(0, 10), weekday: at.getUTCDay() === 0 ? 7 : at.getUTCDay() });
    at.setUTCDate(at.getUTCDate() + 1);
  }
  return days;
})();
const PLACE_IN_ALMANAC = new Map(ALMANAC.map((day, index) => [day.date, index]));

/** How far ahead to search for a deadline. Pauses and rest days of a test stay within it. */
const HORIZON_DAYS = 150;

export function slowStreaks(attended: readonly LocalDate[], homeToday: LocalDate, rules: StreakRules): Streaks {
  const lastOn = [...attended].sort().at(-1) ?? null;
  const today = lastOn !== null && lastOn > homeToday ? lastOn : homeToday;
  const firstOn = [...attended, today].sort()[0] ?? today;
  const hasClass = new Set(attended);
  const isPaused = (day: Day) => rules.pauses.some((pause) => pause.from <= day.date && day.date <= pause.to);
  const isEligible = (day: Day) => !rules.restDays.some((rest) => rest === day.weekday) && !isPaused(day);
  const walk = walkOf(firstOn, today, rules.weekStart);

  return {
    day: { ...walkDays(), lastOn, target: 1 },
    week: { ...walkWeeks(), lastOn, target: targetOf(weekOfToday()) },
  };

  function weekOfToday(): readonly Day[] {
    const at = walk.findIndex((day) => day.date === today);
    return walk.slice(at - (at % 7), at - (at % 7) + 7);
  }

  /** The last target that had begun when the week ended. */
  function targetOf(week: readonly Day[]): number {
    let target = rules.weeklyTarget;
    for (const later of rules.laterTargets ?? []) if (later.from <= (week[6]?.date ?? '')) target = later.target;
    return target;
  }

  function walkDays(): Omit<Streak, 'lastOn' | 'target'> {
    let run = 0;
    let longest = 0;
    let current = 0;
    let deadline: LocalDate | null = null;
    let state: Streak['state'] = 'none';
    for (const day of walk) {
      // After today nothing more is attended, so the run ends on its deadline.
      if (hasClass.has(day.date)) run += 1;
      if (day.date === today) {
        current = run;
        if (current > 0) state = isEligible(day) && !hasClass.has(day.date) ? 'at_risk' : 'safe';
      }
      if (isEligible(day) && !hasClass.has(day.date)) {
        if (day.date >= today && deadline === null && current > 0) deadline = day.date;
        run = 0;
      }
      longest = Math.max(longest, run);
    }
    return { current, longest: Math.max(longest, current), state, deadline };
  }

  function walkWeeks(): Omit<Streak, 'lastOn' | 'target'> {
    let run = 0;
    let longest = 0;
    let current = 0;
    let deadline: LocalDate | null = null;
    let state: Streak['state'] = 'none';
    for (let at = 0; at + 7 <= walk.length; at += 7) {
      const week = walk.slice(at, at + 7);
      const lastDate = week[6]?.date ?? '';
      const holdsToday = week.some((day) => day.date === today);
      const attendedDays = week.filter((day) => hasClass.has(day.date)).length;
      const unpausedDays = week.filter((day) => !isPaused(day)).length;
      const needs = Math.ceil((targetOf(week) * unpausedDays) / 7);
      const isMet = attendedDays >= needs;
      if (isMet && attendedDays > 0) run += 1;
      if (holdsToday) {
        current = run;
        const left = week.filter((day) => day.date >= today && isEligible(day) && !hasClass.has(day.date)).length;
        if (current > 0) state = isMet ? 'safe' : left > needs - attendedDays ? 'pending' : 'at_risk';
      }
      if (!isMet) {
        if (lastDate >= today && deadline === null && current > 0) deadline = lastDate;
        run = 0;
      }
      longest = Math.max(longest, run);
    }
    return { current, longest: Math.max(longest, current), state, deadline };
  }
}

/** Every day of whole weeks, from the week of `from` to well after `to`. */
function walkOf(from: LocalDate, to: LocalDate, weekStart: number): readonly Day[] {
  let start = PLACE_IN_ALMANAC.get(from) ?? Number.NaN;
  while (ALMANAC[start]?.weekday !== weekStart) start -= 1;
  const end = (PLACE_IN_ALMANAC.get(to) ?? Number.NaN) + HORIZON_DAYS;
  return ALMANAC.slice(start, end);
}
