import type { Booking } from '../../bookings/booking.ts';
import type { StatusFields } from '../../bookings/booking-status.ts';
import type { IncomingBooking } from '../incoming.ts';
import { isAlike } from '../known/alike.ts';
import type { Arrival } from '../known/arrival.ts';
import { completePartial } from '../known/complete-partial.ts';
import { formerKey, isMailKey } from '../known/identity-key.ts';
import type { KnownIdentity } from '../known/known-identity.ts';
import type { RecognisedArrival } from '../known/recognition.ts';
import { parseContent } from '../source-content.ts';
import { isOlder } from '../version.ts';
import { statusFromSource, type Times } from './booking-from-source.ts';
import { DELETED_HERE, type ImportDraft } from './import-draft.ts';
import type { ImportRules, Known } from './import-plan.ts';
import { mergeRevision } from './merge-source.ts';

/** Whether a mail moves this booking: it is open and still has the old time that the mail names. */
export function isMovedBy({ partial, isCancelled }: IncomingBooking, booking: Booking): boolean {
  return isOpen(booking) && !isCancelled && partial?.movedFrom === booking.startsAt;
}

/** Whether two bookings may be of the same class. */
function isSameClass(one: Booking, other: Booking): boolean {
  const isPlaceOpen = one.location === null || other.location === null;
  return isAlike(one.className, other.className) && (isPlaceOpen || isAlike(one.location ?? '', other.location ?? ''));
}

function isOpen({ status }: Booking): boolean {
  return status === 'booked' || status === 'waitlisted';
}

/**
 * Finds classes that were booked twice, because a change was read later than a mail about the new time, and keeps one of
 * the two bookings: the one at the new time.
 */
export class MovedClasses {
  readonly #draft: ImportDraft;
  readonly #known: Known;
  readonly #rules: ImportRules;

  constructor(draft: ImportDraft, known: Known, rules: ImportRules) {
    this.#draft = draft;
    this.#known = known;
    this.#rules = rules;
  }

  /** Takes a mail about a class that is booked at a later time of it too. False for any other mail. */
  followOn(arrival: RecognisedArrival): boolean {
    const { identity, said } = arrival;
    // Only a mail may say a time that is no longer that of its class.
    if (!said.partial) return false;
    const movedOn = arrival.movedOn ?? identity;
    const there = movedOn && this.#draft.find(movedOn.bookingId);
    if (!movedOn || (!there && (movedOn === identity || this.#rules.revive))) return false;
    const left = this.#leftBehind(arrival, movedOn.bookingId);
    if (movedOn === identity && !left && !this.#isUnnamed(arrival, movedOn)) return false;
    if (there) {
      this.#join(arrival, left, there, movedOn);
    } else {
      if (left) this.#takeBack(said, left);
      this.#draft.skip(arrival, DELETED_HERE);
      this.#draft.bind(arrival, movedOn.bookingId, null, identity);
    }
    return true;
  }

  /** Takes a mail that moves `before` to a time where another mail has booked the class already. False for any other. */
  giveWay(arrival: Arrival, before: Booking, identity: KnownIdentity | null): boolean {
    const there = this.#findInItsPlace(arrival.said, before);
    if (!there) return false;
    const name = this.#draft.names.last(there.id, arrival.source);
    if (name) {
      this.#join({ ...arrival, identity, isOutdated: false }, before, there, name);
    } else {
      this.#takeBack(arrival.said, before);
      this.#draft.count('updated');
      this.#draft.bind(arrival, there.id, null, identity);
    }
    return true;
  }

  /** Makes one of two bookings of a class. The one that stays learns what only mails about the other said. */
  #join(arrival: RecognisedArrival, left: Booking | null, there: Booking, name: KnownIdentity): void {
    const former = left && this.#draft.names.last(left.id, arrival.source);
    const said = completePartial({ ...completePartial({ ...arrival, identity: former }), identity: name });
    const last = { content: parseContent(name.content), cancelledAt: name.cancelledAt };
    const fields = mergeRevision(there, said.said, last, this.#rules.homeZone, this.#timesOf(said.said));
    const after = this.#draft.revise(there, fields);
    const isTakenBack = left !== null && this.#takeBack(arrival.said, left);
    this.#draft.count(isTakenBack || after !== there ? 'updated' : 'unchanged');
    const others = left === null ? [] : this.#draft.names.of(left.id, arrival.source).filter(isMailKey);
    for (const key of [arrival.key, ...others]) this.#draft.name(key, name);
    this.#draft.bind({ ...said, key: name }, there.id, name.cancelledAt, name);
  }

  /** Whether a mail that was read late says a former start of its class that was not known. */
  #isUnnamed({ said }: RecognisedArrival, identity: KnownIdentity): boolean {
    const formerUid = said.partial?.formerUid ?? null;
    if (formerUid === null || isOlder(identity, said)) return false;
    return !this.#draft.names.has(formerKey(formerUid, identity.source), identity.bookingId);
  }

  /** The booking that the mail would have moved. Null where there is none, or it is `thereId`. */
  #leftBehind({ said, identity, source }: RecognisedArrival, thereId: string): Booking | null {
    const own = identity && this.#draft.find(identity.bookingId);
    if (own && own.id !== thereId) return own;
    const movedFrom = said.partial?.movedFrom ?? null;
    if (movedFrom === null) return null;
    const isMeant = (each: Booking) => {
      if (each.startsAt !== movedFrom || !isOpen(each) || !isAlike(each.className, said.className)) return false;
      const name = this.#draft.names.last(each.id, source);
      return !name || isOlder(name, said);
    };
    return this.#all().find((each) => each.id !== thereId && isMeant(each)) ?? null;
  }

  /** The booking that already has the new time of a moved class, because another mail named that time first. */
  #findInItsPlace(said: IncomingBooking, before: Booking): Booking | undefined {
    if (said.partial?.movedFrom == null || said.startsAt === before.startsAt || before.status === 'cancelled') return;
    return this.#all().find((each) => {
      const isAtNewTime = each.startsAt === said.startsAt && each.status !== 'cancelled';
      return isAtNewTime && each.id !== before.id && each.source === before.source && isSameClass(each, before);
    });
  }

  #all(): Booking[] {
    return [...this.#known.bookings.keys()].flatMap((id) => this.#draft.find(id) ?? []);
  }

  /** Cancels a booking that another replaces, unless the person has decided about it. Returns whether it did. */
  #takeBack(said: IncomingBooking, before: Booking): boolean {
    if (!isOpen(before)) return false;
    const cancelled = { isCancelled: true, isLateCancel: false, cancellationReason: 'moved, and booked there already' };
    const again: IncomingBooking = { ...said, ...cancelled, startsAt: before.startsAt };
    const fields: StatusFields = statusFromSource(again, before.cancelBy, this.#timesOf(said));
    this.#draft.revise(before, fields);
    return true;
  }

  #timesOf({ lastModified }: IncomingBooking): Times {
    return { now: this.#rules.now, lastModified };
  }
}
