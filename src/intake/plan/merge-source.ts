import type { Booking, BookingStatus, InstantText } from '../../bookings/booking.ts';
import type { StatusFields } from '../../bookings/booking-status.ts';
import { limitOf, planCancelBy } from '../../bookings/plan-booking.ts';
import type { SourceContent } from '../source-content.ts';
import { limitSaid, statusFromSource, statusSaid, type Times } from './booking-from-source.ts';

/** What the source said last time, and its effect here. Both are null the first time. */
export interface LastWord {
  readonly content: SourceContent | null;
  /** When the source cancelled the booking. */
  readonly cancelledAt: InstantText | null;
}

/**
 * The fields of `before` that change because the source changed them since last time. Everything else stays as the
 * person made it, also notes that the person wrote and a status that the person set. A class that is over keeps its
 * name, place and time. Without a last word, fields that the source does not say stay too.
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
 * What a booking that a person entered takes from its event: only fields that the person left empty. Name, place and
 * time stay.
 */
export function mergeAdoption(before: Booking, said: SourceContent, source: string, times: Times): Partial<Booking> {
  const isFree = before.price === null && before.currency === null && before.lateFee === null;
  const { price, currency, lateFee } = isFree ? said : before;
  const limit = before.cancelBy === null ? limitSaid(said, before.startsAt) : before;
  return {
    classType: before.classType ?? said.type,
    instructor: before.instructor ?? said.instructor,
    // An external id has a meaning for its own source only.
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
 * Whether the source moved the class. Times without a zone, and UTC times, are kept in the home zone. A difference that
 * comes only from a new home zone is not a move.
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

/** Whether the class is part of the past: attended or missed, or cancelled and its start is over. */
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

/** The fields of the new status; null where the status stays. */
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
  // A class that has begun cannot be booked again. Its cancellation stays.
  if (before.status === 'cancelled' && before.startsAt <= times.now.toISOString()) return null;
  return statusFromSource(said, cancelBy, times);
}

function isDecided(status: BookingStatus): boolean {
  return status === 'attended' || status === 'cancelled' || status === 'no_show';
}
