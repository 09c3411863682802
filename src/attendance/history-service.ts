import type { Booking } from '../bookings/booking.ts';
import { type BookingContext, daysOf } from '../bookings/booking-context.ts';
import { checkLimit } from '../bookings/list-service.ts';
import { checkFilter, isNarrowed, type SaidFilter } from '../bookings/said-filter.ts';
import { saidFields, saidFlag } from '../bookings/said-values.ts';
import { readHistory } from './attendance-store.ts';

/** A request for the classes that have begun, not checked yet. */
export interface HistoryRequest {
  readonly filter?: SaidFilter | undefined;
  /** How many of the latest; all where absent. */
  readonly limit?: number | string | undefined;
  /** For a person at a screen: without a limit and dates, only the latest 50. */
  readonly isBrief?: boolean | undefined;
}

export interface History {
  /** By start. */
  readonly bookings: readonly Booking[];
  readonly isFiltered: boolean;
}

const BRIEF = 50;

/** The classes that have begun, of every status but waitlisted. Throws UsageError. */
export async function showHistory(context: BookingContext, request: HistoryRequest): Promise<History> {
  const { limit, isBrief } = checkHistory(request);
  const { filter: said = {} } = request;
  const filter = await checkFilter(said, daysOf(context));
  const isDated = filter.from !== undefined || filter.to !== undefined;
  const most = limit ?? (isBrief && !isDated ? BRIEF : undefined);
  return {
    bookings: await readHistory(context.store, filter, context.clock.now(), most),
    isFiltered: isNarrowed(said),
  };
}

/** Checks a request before any lookup, without its filter. Throws UsageError. */
export function checkHistory(request: HistoryRequest) {
  const said = saidFields(request, 'The history', ['filter', 'limit', 'isBrief']);
  return { limit: checkLimit(said.get('limit')), isBrief: saidFlag(said.get('isBrief'), 'isBrief') };
}
