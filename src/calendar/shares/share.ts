import { FILTER_NAMES, type SaidFilter } from '../../bookings/said-filter.ts';

/** A filter as it was said, with every field: texts in a list, null where nothing was said. */
export type SharedFilter = Readonly<Record<(typeof FILTER_NAMES)[number], string | readonly string[] | null>>;

/** A calendar that others read by its address. */
export interface SharedCalendar {
  readonly name: string;
  /** Null where this machine does not have the key of which the address was made. */
  readonly url: string | null;
  readonly filter: SharedFilter;
}

const SINGLE: readonly string[] = ['from', 'to', 'time', 'search'];

/** Puts a filter that was checked into its whole form. */
export function wholeFilter(said: SaidFilter): SharedFilter {
  const entries = FILTER_NAMES.map((name) => {
    const value = said[name];
    if (value === undefined) return [name, null];
    return [name, SINGLE.includes(name) ? value : [value].flat()];
  });
  return Object.fromEntries(entries);
}

/** The filter of which the whole form was made. */
export function saidFilterOf(filter: SharedFilter): SaidFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
}
