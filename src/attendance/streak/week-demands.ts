import { type LocalDate, toDayNumber } from '../../time/civil.ts';
import { AskedDays, type StreakRules } from './asked-days.ts';
import { isPausedOn } from './pauses.ts';

/** What the rules of a streak ask of weeks and days, for a calendar that shows it. */
export function weekDemands(rules: StreakRules) {
  const asked = new AskedDays(rules);
  return {
    /** Attended days that the week from a date on asks for; 0 for one that is wholly paused. */
    daysNeeded: (startsOn: LocalDate): number => asked.daysNeeded(toDayNumber(startsOn)),
    isPausedOn: (date: LocalDate): boolean => isPausedOn(date, rules.pauses),
  };
}
