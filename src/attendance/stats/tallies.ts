import type { BookingStatus } from '../../bookings/booking.ts';
import type { LocalDate, Weekday } from '../../time/civil.ts';
import type { PriceTally } from './spending.ts';

/*
 * Statistics are computed from tallies, not from bookings: the store groups where the data is, so that a
 * hundred thousand bookings arrive as some thousand numbers. Each kind of tally covers every booking that the
 * person's filter lets through. Rows may be grouped as finely as is convenient; what is alike is added up here.
 */

/** So many bookings of one status, whatever else they are grouped by. */
export interface StatusTally {
  readonly status: BookingStatus;
  readonly count: number;
}

/** So many bookings of one status that are alike in what they were. */
export interface FacetTally extends StatusTally {
  readonly type: string | null;
  readonly location: string | null;
  readonly source: string;
  readonly instructor: string | null;
}

/** So many bookings of one status in one month, `YYYY-MM`. */
export interface MonthTally extends StatusTally {
  readonly month: string;
}

/** So many bookings of one status on one weekday, whichever week. */
export interface WeekdayTally extends StatusTally {
  readonly weekday: Weekday;
}

/** So many bookings of one status that begin in one hour of the class's wall clock, 0–23. */
export interface HourTally extends StatusTally {
  readonly hour: number;
}

export interface StatsTallies {
  readonly facets: readonly FacetTally[];
  readonly months: readonly MonthTally[];
  readonly weekdays: readonly WeekdayTally[];
  readonly hours: readonly HourTally[];
  readonly prices: readonly PriceTally[];
  readonly lastAttendedOn: LocalDate | null;
}

/** The tallies of two parts of the bookings together; `later` begins after the last day of `earlier`. */
export function addTallies(earlier: StatsTallies, later: StatsTallies): StatsTallies {
  return {
    facets: [...earlier.facets, ...later.facets],
    months: [...earlier.months, ...later.months],
    weekdays: [...earlier.weekdays, ...later.weekdays],
    hours: [...earlier.hours, ...later.hours],
    prices: [...earlier.prices, ...later.prices],
    lastAttendedOn: later.lastAttendedOn ?? earlier.lastAttendedOn,
  };
}

/** The tallies of what is left of `all` without its later part; `lastAttendedOn` is of what is left. */
export function subtractTallies(
  all: StatsTallies,
  later: StatsTallies,
  lastAttendedOn: StatsTallies['lastAttendedOn'],
): StatsTallies {
  return {
    facets: subtract(all.facets, later.facets),
    months: subtract(all.months, later.months),
    weekdays: subtract(all.weekdays, later.weekdays),
    hours: subtract(all.hours, later.hours),
    prices: subtract(all.prices, later.prices),
    lastAttendedOn,
  };
}

/** What is alike is added up. */
function subtract<Tally extends StatusTally>(all: readonly Tally[], some: readonly Tally[]): Tally[] {
  const fields = Object.keys(all[0] ?? {}).filter((field) => field !== 'count') as (keyof Tally)[];
  const left = new Map<string, Tally>();
  const add = (tally: Tally, count: number) => {
    const key = JSON.stringify(fields.map((field) => tally[field]));
    const known = left.get(key) ?? { ...tally, count: 0 };
    left.set(key, { ...known, count: known.count + count });
  };
  for (const tally of all) add(tally, tally.count);
  for (const tally of some) add(tally, -tally.count);
  return [...left.values()].filter(({ count }) => count !== 0);
}
