import { addDays } from '../time/civil.ts';
import { field } from '../words.ts';
import type { Booking } from './booking.ts';
import { type BookingContext, daysOf, momentOf } from './booking-context.ts';
import {
  countClassRecord,
  queryBookings,
  queryBookingsAround,
  queryUnmarked,
  queryUpcoming,
  SORTS,
  type Sort,
} from './booking-query.ts';
import {
  findActionable,
  findNext,
  MAX_CHOICES,
  type ReferenceScope,
  resolveReference,
  SCOPES,
} from './booking-reference.ts';
import { findIdLabels } from './id-labels.ts';
import { checkFilter, isNarrowed, type SaidFilter } from './said-filter.ts';
import { saidChoice, saidFields, saidFlag, saidWholeNumber } from './said-values.ts';

/** A request for a list of bookings, not checked yet. */
export interface ListRequest {
  readonly filter?: SaidFilter | undefined;
  /** By start where absent. */
  readonly sort?: string | undefined;
  readonly isReversed?: boolean | undefined;
  readonly limit?: number | string | undefined;
  /** For a person at a screen: a list by start shows the bookings around today, latest first. Other sorts ignore it. */
  readonly isAroundToday?: boolean | undefined;
}

const LIST_NAMES = ['filter', 'sort', 'isReversed', 'limit', 'isAroundToday'] as const;
const AROUND_TODAY = 50;
const MOST_LISTED = 1_000_000_000;

/** The number of bookings to list; undefined where it is not given. Throws UsageError. */
export function checkLimit(said: unknown): number | undefined {
  return said === undefined ? undefined : saidWholeNumber(said, field('limit'), 1, MOST_LISTED);
}

/** Checks a request for a list before any lookup, without its filter. Throws UsageError. */
export function checkList(request: ListRequest) {
  const said = saidFields(request, 'A list', LIST_NAMES);
  return {
    sort: saidChoice(said.get('sort') ?? 'start', field('sort'), Object.keys(SORTS) as Sort[]),
    isReversed: saidFlag(said.get('isReversed'), field('isReversed')),
    limit: checkLimit(said.get('limit')),
    isAroundToday: saidFlag(said.get('isAroundToday'), 'isAroundToday'),
  };
}

/** The bookings that match. Throws UsageError. */
export async function listBookings(context: BookingContext, request: ListRequest): Promise<readonly Booking[]> {
  const { sort, isReversed, limit, isAroundToday } = checkList(request);
  const days = daysOf(context);
  const filter = await checkFilter(request.filter ?? {}, days);
  const { store } = context;
  if (isAroundToday && sort === 'start') {
    const around = await queryBookingsAround(store, filter, days.today, limit ?? AROUND_TODAY);
    return isReversed ? around : around.reverse();
  }
  return queryBookings(store, filter, { sort, isDescending: isReversed, ...(limit !== undefined && { limit }) });
}

/** A request for the classes ahead, not checked yet. */
export interface UpcomingRequest {
  readonly filter?: SaidFilter | undefined;
  /** How many days ahead; 14 where absent. */
  readonly days?: number | string | undefined;
}

export interface Upcoming {
  readonly bookings: readonly Booking[];
  /** Past classes that nobody has marked. */
  readonly unmarkedCount: number;
  readonly days: number;
  readonly isFiltered: boolean;
}

const DEFAULT_DAYS = 14;

/** The number of days ahead; 14 where it is not given. Throws UsageError. */
export function checkUpcomingDays(said: unknown): number {
  return said === undefined ? DEFAULT_DAYS : saidWholeNumber(said, field('days'), 1, 3660);
}

/**
 * The classes ahead, booked or waitlisted unless the filter says otherwise, and how many are unmarked. Throws
 * UsageError.
 */
export async function readUpcoming(context: BookingContext, request: UpcomingRequest): Promise<Upcoming> {
  saidFields(request, 'The agenda', ['filter', 'days']);
  const { filter: said = {} } = request;
  const { today, locale } = daysOf(context);
  const days = checkUpcomingDays(request.days);
  const given = await checkFilter(said, { today, locale });
  const filter = { statuses: ['booked', 'waitlisted'] as const, from: today, to: addDays(today, days), ...given };
  const now = context.clock.now();
  return {
    bookings: await queryUpcoming(context.store, filter, now),
    unmarkedCount: (await queryUnmarked(context.store, now)).length,
    days,
    isFiltered: isNarrowed(said),
  };
}

/** The booked class that begins next; null where there is none. */
export function readNext({ store, clock }: BookingContext): Promise<Booking | null> {
  return findNext(store, clock.now());
}

/** A booking, and how often its class was attended and missed. */
export interface Shown {
  readonly booking: Booking;
  readonly record: { readonly attended: number; readonly total: number };
}

/** The one booking that a reference names. Throws NotFoundError, RefusedError. */
export async function showBooking(context: BookingContext, reference: string): Promise<Shown> {
  const { store } = context;
  const booking = await resolveReference(store, reference, SCOPES.show, momentOf(context));
  return { booking, record: await countClassRecord(store, booking.classId) };
}

/** The short id of each of these bookings, by full id, as screens show it. */
export function labelBookings(
  { store }: Pick<BookingContext, 'store'>,
  bookings: readonly Pick<Booking, 'id'>[],
): Promise<ReadonlyMap<string, string>> {
  return findIdLabels(store, bookings);
}

/**
 * Makes a change and reads the short ids of what `named` picks from its result, all in one transaction: once the change
 * is saved, nothing is left to read that could fail.
 */
export function changeWithLabels<Result extends object>(
  context: BookingContext,
  change: (context: BookingContext) => Promise<Result>,
  named: (result: Result) => readonly Booking[],
): Promise<Result & { readonly labels: ReadonlyMap<string, string> }> {
  return context.store.transaction(async (store) => {
    const result = await change({ ...context, store });
    return { ...result, labels: await findIdLabels(store, named(result)) };
  });
}

/** The bookings that a command of this scope can act on, the likeliest first: the next one, or the latest one. */
export async function listCandidates(
  { store, clock }: BookingContext,
  { tiers, looks }: ReferenceScope,
): Promise<readonly Booking[]> {
  const now = clock.now();
  const found = new Map<string, Booking>();
  for (const tier of tiers) {
    const byStart = await findActionable(store, tier, now);
    const ahead = looks === 'back' ? [] : byStart.filter(({ startsAt }) => Date.parse(startsAt) >= now.getTime());
    for (const booking of [...ahead, ...byStart.toReversed()]) {
      if (!found.has(booking.id)) found.set(booking.id, booking);
    }
  }
  return [...found.values()].slice(0, MAX_CHOICES);
}
