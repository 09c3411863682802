import type { StatsTallies, StatusTally } from '../../src/attendance/stats/tallies.ts';
import { type LocalDate, weekdayOf } from '../../src/time/civil.ts';

export const NO_TALLIES: StatsTallies = {
  facets: [],
  months: [],
  weekdays: [],
  hours: [],
  prices: [],
  lastAttendedOn: null,
};

/** The tallies of dates that statistics need. */
export function tallyDates(days: readonly (StatusTally & { readonly date: LocalDate })[]) {
  const attended = days.filter(({ status }) => status === 'attended').map(({ date }) => date);
  return {
    months: days.map(({ date, status, count }) => ({ month: date.slice(0, 7), status, count })),
    weekdays: days.map(({ date, status, count }) => ({ weekday: weekdayOf(date), status, count })),
    lastAttendedOn: attended.sort().at(-1) ?? null,
  };
}
