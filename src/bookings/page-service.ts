import { field } from '../words.ts';
import type { Booking } from './booking.ts';
import { type BookingContext, daysOf } from './booking-context.ts';
import { type ListPlace, queryListPage } from './page-query.ts';
import { checkFilter, type SaidFilter } from './said-filter.ts';
import { saidChoice, saidWholeNumber } from './said-values.ts';

/** A request for one page of a list by start, not checked yet. */
export interface PageRequest {
  readonly filter: SaidFilter;
  /** 50 where absent, at most 500. */
  readonly limit?: number | string | undefined;
  /** `asc` where absent. */
  readonly order?: string | undefined;
  /** The place of the last booking of the page before; null for the first page. */
  readonly after: ListPlace | null;
}

export interface BookingPage {
  readonly bookings: readonly Booking[];
  /** The place of the last booking, where more follow; else null. */
  readonly next: ListPlace | null;
}

const USUAL_LIMIT = 50;
export const MOST_PER_PAGE = 500;

/** The number of items in a page of any list. Throws UsageError. */
export function checkPageLimit(said: unknown): number {
  return said === undefined ? USUAL_LIMIT : saidWholeNumber(said, field('limit'), 1, MOST_PER_PAGE);
}

/** One page of the bookings that match. Throws UsageError. */
export async function readBookingPage(context: BookingContext, request: PageRequest): Promise<BookingPage> {
  const limit = checkPageLimit(request.limit);
  const isDescending = saidChoice(request.order ?? 'asc', 'The order', ['asc', 'desc']) === 'desc';
  const filter = await checkFilter(request.filter, daysOf(context));
  const found = await queryListPage(context.store, filter, { limit: limit + 1, isDescending, after: request.after });
  const bookings = found.slice(0, limit);
  return { bookings, next: found.length > limit ? (bookings.at(-1) ?? null) : null };
}
