import type { BookingStatus } from '../../bookings/booking.ts';
import type { LocalDate, Weekday } from '../../time/civil.ts';
import type { PriceTally } from './spending.ts';

/*
 * A tally is a count of bookings with the same properties. Statistics are computed from tallies, not from bookings: the
 * database groups, so a hundred thousand bookings arrive as some thousand numbers. Each kind of tally covers every
 * booking that the filter matches. Several tallies may have the same properties; the statistics add them up.
 */

/** A count of bookings of one status. */
export interface StatusTally {
  readonly status: BookingStatus;
  readonly count: number;
}

/** A count of bookings of one status, type, place, source and instructor. */
export interface FacetTally extends StatusTally {
  readonly type: string | null;
  readonly location: string | null;
  readonly source: string;
  readonly instructor: string | null;
}

/** A count of bookings of one status in one month, `YYYY-MM`. */
export interface MonthTally extends StatusTally {
  readonly month: string;
}

/** A count of bookings of one status on one weekday of all weeks. */
export interface WeekdayTally extends StatusTally {
  readonly weekday: Weekday;
}

/** A count of bookings of one status that begin in one hour of their local time, 0–23. */
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

/** The tallies of two parts of the bookings together; the days of `later` come after those of `earlier`. */
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

/** The tallies of `all` without those of its later part; `lastAttendedOn` is the last attended date of the rest. */
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

/** Subtracts counts. Tallies with the same properties become one; those with a count of 0 are left out. */
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
