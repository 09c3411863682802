import type { Booking, BookingStatus, FitnessClass, InstantText } from '../../bookings/booking.ts';
import type { StatusFields } from '../../bookings/booking-status.ts';
import { DEFAULT_DURATION_MINUTES, limitOf, planCancelBy } from '../../bookings/plan-booking.ts';
import type { SourceContent } from '../source-content.ts';

/** When things of which the source says no time are taken to have happened. */
export interface Times {
  readonly now: Date;
  /** When the source last changed what it says. */
  readonly lastModified: InstantText | null;
}

/** The status that a source means; a calendar event by itself is a place booked. */
export function statusSaid({ status, isCancelled }: SourceContent): BookingStatus {
  return isCancelled ? 'cancelled' : (status ?? 'booked');
}

/**
 * A booking as a source says it. A class known before lends what the source leaves out, as when a person books
 * it. What the source gives no time for happened at the start of the class, or now where that is still ahead.
 */
export function bookingFromSource(
  said: SourceContent,
  own: { readonly id: string; readonly classId: string; readonly source: string; readonly sequence: number },
  lender: FitnessClass | null,
  times: Times,
): Booking {
  const stamp = times.now.toISOString();
  const { startsLocal, zone, startsAt } = said;
  const saidLimit = limitSaid(said, startsAt);
  const limit = saidLimit.cancelBy === null && lender ? planCancelBy(limitOf(lender), startsAt) : saidLimit;
  return {
    id: own.id,
    classId: own.classId,
    className: said.className,
    classType: said.type ?? lender?.type ?? null,
    location: said.location,
    instructor: said.instructor ?? lender?.instructor ?? null,
    startsLocal,
    zone,
    startsAt,
    durationMinutes: said.durationMinutes || (lender?.durationMinutes ?? DEFAULT_DURATION_MINUTES),
    source: own.source,
    externalId: said.externalId,
    bookedAt: said.bookedAt ?? earlier(startsAt, stamp),
    ...statusFromSource(said, limit.cancelBy, times),
    ...limit,
    price: said.price ?? lender?.price ?? null,
    currency: said.currency ?? lender?.currency ?? null,
    lateFee: said.lateFee ?? lender?.lateFee ?? null,
    url: said.url ?? lender?.url ?? null,
    notes: said.notes,
    sequence: own.sequence,
    reminderSent24h: false,
    reminderSent1h: false,
    createdAt: stamp,
    updatedAt: stamp,
  };
}

/** The status that the source means, with everything that belongs to it. */
export function statusFromSource(said: SourceContent, cancelBy: InstantText | null, times: Times): StatusFields {
  const status = statusSaid(said);
  const isCancelled = status === 'cancelled';
  const presumedAt = earlier(said.startsAt, times.now.toISOString());
  const { cancelledAt } = said;
  // A presumed time proves nobody late.
  const isLate = said.isLateCancel ?? (cancelledAt !== null && cancelBy !== null && cancelledAt > cancelBy);
  return {
    status,
    attendedAt: status === 'attended' ? (said.attendedAt ?? presumedAt) : null,
    cancelledAt: isCancelled ? (cancelledAt ?? times.lastModified ?? presumedAt) : null,
    cancellationReason: isCancelled ? said.cancellationReason : null,
    isLateCancel: isCancelled && isLate,
    feePaid: isCancelled || status === 'no_show' ? said.feePaid : null,
  };
}

/** The limit of free cancellation as the source gives it, for a class that starts at `startsAt`. */
export function limitSaid(
  { cancelBy, cancelByMinutes: minutes }: SourceContent,
  startsAt: InstantText,
): Pick<Booking, 'cancelBy' | 'cancelByMinutes'> {
  if (cancelBy !== null) return { cancelBy, cancelByMinutes: minutes };
  return planCancelBy(minutes === null ? null : { kind: 'before', minutes }, startsAt);
}

function earlier(one: InstantText, other: InstantText): InstantText {
  return one < other ? one : other;
}
