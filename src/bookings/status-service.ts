import { inField, UsageError } from '../errors.ts';
import { field, words } from '../words.ts';
import type { Booking } from './booking.ts';
import { type BookingContext, momentOf, readingOf } from './booking-context.ts';
import { findToAttend, listJustTaken, SCOPES } from './booking-reference.ts';
import { checkStatusChange, type Marked, markBookings } from './mark-service.ts';
import { saidFields, saidTextOrNothing } from './said-values.ts';
import { understandMoment } from './understand-start.ts';

/** A request to mark bookings as no-shows, not checked yet. */
export interface NoShowRequest {
  readonly references: readonly string[];
  /** The fee that was paid, as text or in thousandths of the currency's unit; not known where absent. */
  readonly feePaid?: string | number | null | undefined;
}

/** A request to cancel bookings, not checked yet. */
export interface CancelRequest extends NoShowRequest {
  readonly reason?: string | null | undefined;
  /** When they were cancelled, in words; now where absent. */
  readonly at?: string | null | undefined;
}

/**
 * The unmarked classes that have just begun or ended, by start: {@link attendBookings} without a name means one of
 * them.
 */
export function listToAttend(context: BookingContext): Promise<readonly Booking[]> {
  return listJustTaken(context.store, momentOf(context));
}

/** Marks the named bookings attended; without names, the class just taken. Throws NotFoundError and RefusedError. */
export async function attendBookings(context: BookingContext, references: readonly string[]): Promise<Marked> {
  const isNamed = !Array.isArray(references) || references.length > 0;
  const named = isNamed ? references : [(await findToAttend(context.store, momentOf(context))).id];
  return markBookings(context, named, SCOPES.attend, { to: 'attended' });
}

/** Cancels the named bookings, all or none. Throws UsageError, NotFoundError and RefusedError. */
export async function cancelBookings(context: BookingContext, request: CancelRequest): Promise<Marked> {
  const change = checkCancellation(request);
  const at = saidTextOrNothing(request.at ?? undefined, field('at'));
  if (at === undefined) return markBookings(context, request.references, SCOPES.cancel, change);
  const { now } = momentOf(context);
  const cancelledAt = await inField('at', () =>
    understandMoment(at, context.homeZone, now, { ...readingOf(context), isPast: true }),
  );
  if (cancelledAt > now) {
    throw new UsageError(
      'cancelled_in_future',
      words`${field('at')} ${at} is still to come.`,
      words`Say when it was cancelled, or leave ${field('at')} out.`,
    );
  }
  return markBookings(context, request.references, SCOPES.cancel, { ...change, at: cancelledAt });
}

/** Marks the named bookings as no-shows, all or none. Throws UsageError, NotFoundError and RefusedError. */
export async function markNoShow(context: BookingContext, request: NoShowRequest): Promise<Marked> {
  const change = checkNoShow(request);
  return markBookings(context, request.references, SCOPES.noShow, change);
}

/** Checks a cancellation before any lookup. Throws UsageError. */
export function checkCancellation(request: CancelRequest) {
  const said = saidFields(request, 'A cancellation', ['references', 'reason', 'at', 'feePaid']);
  return checkStatusChange({ to: 'cancelled', reason: said.get('reason'), feePaid: said.get('feePaid') });
}

/** Checks a no-show before any lookup. Throws UsageError. */
export function checkNoShow(request: NoShowRequest) {
  const said = saidFields(request, 'A no-show', ['references', 'feePaid']);
  return checkStatusChange({ to: 'no_show', feePaid: said.get('feePaid') });
}
