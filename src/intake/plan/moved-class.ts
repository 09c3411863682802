import type { Booking } from '../../bookings/booking.ts';
import type { StatusFields } from '../../bookings/booking-status.ts';
import type { IncomingBooking } from '../incoming.ts';
import type { KnownIdentity } from '../known/known-identity.ts';
import { isOlder } from '../version.ts';
import { statusFromSource, type Times } from './booking-from-source.ts';
import type { ImportDraft } from './import-draft.ts';
import type { Known } from './import-plan.ts';
import { claimOf } from './match-incoming.ts';

/** Whether a mail moves this booking: it is open and still has the old time that the mail names. */
export function isMovedBy({ partial, isCancelled }: IncomingBooking, { status, startsAt }: Booking): boolean {
  const isOpen = status === 'booked' || status === 'waitlisted';
  return isOpen && !isCancelled && partial?.movedFrom === startsAt;
}

/** The booking that already has the new time of a moved class, because another mail named that time first. */
export function findInItsPlace(
  said: IncomingBooking,
  before: Booking,
  known: Known,
  draft: ImportDraft,
): Booking | undefined {
  if (said.partial?.movedFrom == null || said.startsAt === before.startsAt || before.status === 'cancelled') return;
  const claim = claimOf({ ...before, startsAt: said.startsAt });
  return [...known.bookings.keys()]
    .flatMap((id) => draft.find(id) ?? [])
    .find((other) => other.id !== before.id && other.status !== 'cancelled' && claimOf(other) === claim);
}

/** The cancelled status of a booking that {@link findInItsPlace} replaces; null where the person has decided about it. */
export function takenBack(said: IncomingBooking, before: Booking, times: Times): StatusFields | null {
  if (before.status !== 'booked' && before.status !== 'waitlisted') return null;
  const cancelled = { isCancelled: true, isLateCancel: false, cancellationReason: 'moved, and booked there already' };
  return statusFromSource({ ...said, ...cancelled, startsAt: before.startsAt }, before.cancelBy, times);
}

/** The identity under which a source last mentioned a booking; null where it never did. */
export function lastNameOf({ id }: Booking, source: string, { bound }: Known): KnownIdentity | null {
  const names = bound.filter((each) => each.bookingId === id && each.source === source);
  return names.reduce<KnownIdentity | null>((last, each) => (last && !isOlder(last, each) ? last : each), null);
}
