import type { Booking, BookingStatus, FitnessClass, InstantText } from '../../bookings/booking.ts';
import type { StatusFields } from '../../bookings/booking-status.ts';
import { DEFAULT_DURATION_MINUTES, limitOf, planCancelBy } from '../../bookings/plan-booking.ts';
import type { SourceContent } from '../source-content.ts';

/** Times for events whose own time the source does not say. */
export interface Times {
  readonly now: Date;
  /** When the source last changed the event. */
  readonly lastModified: InstantText | null;
}

/** The status that a source means. A plain calendar event means booked. */
export function statusSaid({ status, isCancelled }: SourceContent): BookingStatus {
  return isCancelled ? 'cancelled' : (status ?? 'booked');
}

/**
 * Makes a booking of what a source says. Fields that the source leaves out come from the class, if it is known, as when
 * a person books. Events without a time count as of the start of the class, or as of now where the start is in the
 * future.
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

/** The status that the source means, with the fields that depend on it. */
export function statusFromSource(said: SourceContent, cancelBy: InstantText | null, times: Times): StatusFields {
  const status = statusSaid(said);
  const isCancelled = status === 'cancelled';
  const presumedAt = earlier(said.startsAt, times.now.toISOString());
  const { cancelledAt } = said;
  // An assumed time of cancellation does not prove that it was late.
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

/** The free-cancellation limit that the source gives, for a class that starts at `startsAt`. */
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
