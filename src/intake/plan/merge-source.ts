import type { Booking, BookingStatus, InstantText } from '../../bookings/booking.ts';
import type { StatusFields } from '../../bookings/booking-status.ts';
import { limitOf, planCancelBy } from '../../bookings/plan-booking.ts';
import type { SourceContent } from '../source-content.ts';
import { limitSaid, statusFromSource, statusSaid, type Times } from './booking-from-source.ts';

/** What the source said last, and what came of it here; both null where it says something for the first time. */
export interface LastWord {
  readonly content: SourceContent | null;
  /** When its own word cancelled the booking. */
  readonly cancelledAt: InstantText | null;
}

/**
 * The fields of `before` that change because the source says something else than last time. What the source has
 * not changed stays as the person made it, and so do notes that the person wrote and a status that the person
 * decided. A class that is over keeps its name, place and time. Without a last word, what the source is silent about
 * stays.
 */
export function mergeRevision(
  before: Booking,
  said: SourceContent,
  last: LastWord,
  homeZone: string,
  times: Times,
): Partial<Booking> {
  const had = last.content;
  const taken = <T>(now: T, then: T | undefined, mine: T): T => {
    if (then === undefined) return now ?? mine;
    if (now === then) return mine;
    return now !== null || mine === then ? now : mine;
  };
  const isPast = isHistory(before, times.now);
  const { startsLocal, zone, startsAt } = !isPast && isMoved(said, had ?? before, homeZone) ? said : before;
  const limit = mergeLimit(before, said, had, startsAt);
  const mayTakeNotes = before.notes === (had?.notes ?? null);
  return {
    className: isPast ? before.className : taken(said.className, had?.className, before.className),
    classType: taken(said.type, had?.type, before.classType),
    location: isPast ? before.location : taken(said.location, had?.location, before.location),
    instructor: taken(said.instructor, had?.instructor, before.instructor),
    startsLocal,
    zone,
    startsAt,
    durationMinutes: isPast
      ? before.durationMinutes
      : taken(said.durationMinutes, had?.durationMinutes, before.durationMinutes),
    source: taken<string | null>(said.source, had?.source, before.source) ?? before.source,
    externalId: taken(said.externalId, had?.externalId, before.externalId),
    bookedAt: taken<string | null>(said.bookedAt, had?.bookedAt, before.bookedAt) ?? before.bookedAt,
    ...limit,
    price: taken(said.price, had?.price, before.price),
    currency: taken(said.currency, had?.currency, before.currency),
    lateFee: taken(said.lateFee, had?.lateFee, before.lateFee),
    url: taken(said.url, had?.url, before.url),
    notes: mayTakeNotes ? taken(said.notes, had?.notes, before.notes) : before.notes,
    ...mergeStatus({ ...before, startsAt }, said, last, limit.cancelBy, times),
  };
}

/**
 * What a booking that a person typed in takes over from the event it turns out to be: only what the person left
 * open. Name, place and time stay as typed.
 */
export function mergeAdoption(before: Booking, said: SourceContent, source: string, times: Times): Partial<Booking> {
  const isFree = before.price === null && before.currency === null && before.lateFee === null;
  const { price, currency, lateFee } = isFree ? said : before;
  const limit = before.cancelBy === null ? limitSaid(said, before.startsAt) : before;
  return {
    classType: before.classType ?? said.type,
    instructor: before.instructor ?? said.instructor,
    // An id means something only to the source that gave it.
    externalId: before.externalId ?? (before.source === source ? said.externalId : null),
    cancelBy: limit.cancelBy,
    cancelByMinutes: limit.cancelByMinutes,
    price,
    currency,
    lateFee,
    url: before.url ?? said.url,
    notes: before.notes ?? said.notes,
    ...mergeStatus(before, said, { content: null, cancelledAt: null }, limit.cancelBy, times),
  };
}

/**
 * Whether the source moved the class. Times without a zone are read in the home zone, and UTC times are kept in it:
 * what only follows the person's own journey is no move.
 */
function isMoved(
  said: SourceContent,
  had: Pick<SourceContent, 'startsAt' | 'startsLocal' | 'zone'>,
  homeZone: string,
): boolean {
  if (said.zone === had.zone) return said.startsAt !== had.startsAt;
  const isSameTime = said.startsAt === had.startsAt || said.startsLocal === had.startsLocal;
  return !(isSameTime && said.zone === homeZone);
}

/** Whether a class was attended or missed, or was to begin after it was cancelled: that is what happened. */
function isHistory({ status, startsAt }: Booking, now: Date): boolean {
  return status === 'attended' || status === 'no_show' || (status === 'cancelled' && startsAt <= now.toISOString());
}

function mergeLimit(
  before: Booking,
  said: SourceContent,
  had: SourceContent | null,
  startsAt: InstantText,
): Pick<Booking, 'cancelBy' | 'cancelByMinutes'> {
  const says = said.cancelBy !== null || said.cancelByMinutes !== null;
  const isNews = had === null || said.cancelBy !== had.cancelBy || said.cancelByMinutes !== had.cancelByMinutes;
  if (says && isNews) return limitSaid(said, startsAt);
  if (startsAt !== before.startsAt && before.cancelByMinutes !== null) return planCancelBy(limitOf(before), startsAt);
  return { cancelBy: before.cancelBy, cancelByMinutes: before.cancelByMinutes };
}

/** Nothing, or the whole of another status. */
function mergeStatus(
  before: Booking,
  said: SourceContent,
  last: LastWord,
  cancelBy: InstantText | null,
  times: Times,
): StatusFields | null {
  const status = statusSaid(said);
  const had = last.content && statusSaid(last.content);
  if (status === before.status || status === had) return null;
  const isItsOwn = had === before.status && (had !== 'cancelled' || before.cancelledAt === last.cancelledAt);
  const isOpen = before.status === 'booked' || before.status === 'waitlisted';
  const isNewPlace = before.status === 'waitlisted' && said.status === 'booked';
  if (!isItsOwn && !isNewPlace && !(isOpen && isDecided(status))) return null;
  // A class that has begun cannot be booked any more: its cancellation stands.
  if (before.status === 'cancelled' && before.startsAt <= times.now.toISOString()) return null;
  return statusFromSource(said, cancelBy, times);
}

function isDecided(status: BookingStatus): boolean {
  return status === 'attended' || status === 'cancelled' || status === 'no_show';
}
