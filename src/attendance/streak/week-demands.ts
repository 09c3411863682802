import { type LocalDate, toDayNumber } from '../../time/civil.ts';
import { AskedDays, type StreakRules } from './asked-days.ts';
import { isPausedOn } from './pauses.ts';

/** What the rules of streaks need from weeks and days, for the calendar. */
export function weekDemands(rules: StreakRules) {
  const asked = new AskedDays(rules);
  return {
    /** How many attended days the week that begins on a date needs; 0 where all of it is paused. */
    daysNeeded: (startsOn: LocalDate): number => asked.daysNeeded(toDayNumber(startsOn)),
    isPausedOn: (date: LocalDate): boolean => isPausedOn(date, rules.pauses),
  };
}
