import type { Booking } from '../../bookings/booking.ts';
import { wallTimeAt } from '../../time/zones.ts';
import type { Cancellation, IncomingBooking } from '../incoming.ts';
import { type Arrival, toArrival } from '../known/arrival.ts';
import { completePartial } from '../known/complete-partial.ts';
import { ownBookingId, ownIdOf } from '../known/identity-key.ts';
import type { KnownIdentity } from '../known/known-identity.ts';
import type { RecognisedArrival, Recognition } from '../known/recognition.ts';
import { FELL_OUT } from '../known/series.ts';
import { parseContent } from '../source-content.ts';
import { isOlder, NO_VERSION, versionOf } from '../version.ts';
import { bookingFromSource, type Times } from './booking-from-source.ts';
import { Canceller, sentAt, UNKNOWN } from './canceller.ts';
import { withFeeFor } from './fee-of-mail.ts';
import { DELETED_HERE, ImportDraft } from './import-draft.ts';
import type { ImportPlan, ImportRules, Known, Withdrawal } from './import-plan.ts';
import { claimOf, isCopy, isOn, matchStrangers } from './match-incoming.ts';
import { mergeAdoption, mergeRevision } from './merge-source.ts';
import { isMovedBy, MovedClasses } from './moved-class.ts';

const NOTHING_GONE: Withdrawal = { events: [], reason: '', heldElsewhere: new Set() };

/**
 * Decides what becomes of every event of a source, in this order: known events; events that match a booking, the surest
 * match first; new events; events that the source no longer holds, since they may have matched under another identity;
 * cancellation messages. The order in the file matters only between two copies of an event.
 */
export function planImport(
  recognition: Recognition,
  known: Known,
  rules: ImportRules,
  withdrawal = NOTHING_GONE,
): ImportPlan {
  return new Planner(known, rules, withdrawal).plan(recognition);
}

class Planner {
  readonly #known: Known;
  readonly #rules: ImportRules;
  readonly #draft: ImportDraft;
  readonly #withdrawal: Withdrawal;
  readonly #moved: MovedClasses;
  /** Events that the source no longer holds, by booking id. */
  readonly #gone = new Map<string, KnownIdentity>();

  constructor(known: Known, rules: ImportRules, withdrawal: Withdrawal) {
    this.#known = known;
    this.#rules = rules;
    this.#draft = new ImportDraft(known, rules);
    this.#withdrawal = withdrawal;
    this.#moved = new MovedClasses(this.#draft, known, rules);
  }

  plan({ arrivals, twice, fellOut, cancellations, unknown, series }: Recognition): ImportPlan {
    for (const identity of [...fellOut, ...this.#withdrawal.events]) this.#gone.set(identity.bookingId, identity);
    for (const arrival of twice) this.#draft.skip(arrival, 'The file holds it twice.');
    const messages = unknown.flatMap((message) => this.#arrivalOf(message) ?? []);
    const strangers = [...arrivals, ...messages].filter((each) => !this.#meetAgain(this.#complete(each)));
    const { matches, unmatched } = matchStrangers(strangers, this.#known);
    for (const { arrival, booking } of matches) this.#adopt(arrival, booking);
    this.#createRest(unmatched);
    const canceller = new Canceller(this.#draft, this.#rules);
    const { events, heldElsewhere } = this.#withdrawal;
    for (const identity of fellOut) {
      if (canceller.withdraw(identity, { reason: FELL_OUT, heldElsewhere })) this.#draft.count('cancelled');
    }
    for (const identity of events) {
      if (canceller.withdraw(identity, this.#withdrawal)) this.#draft.countWithdrawn();
    }
    canceller.cancelAll(cancellations, this.#known.identities.values());
    return this.#draft.finish(series);
  }

  /** A mail says only part of a class. Others of the same import may have said more of it, or moved it. */
  #complete(arrival: RecognisedArrival): RecognisedArrival {
    if (!arrival.said.partial) return arrival;
    const now = (known: KnownIdentity | null | undefined) => (known ? this.#draft.names.current(known) : null);
    return completePartial({ ...arrival, identity: now(arrival.identity), movedOn: now(arrival.movedOn) });
  }

  /** A cancellation of an unknown event is treated as a cancelled event, if it describes the class. */
  #arrivalOf(message: Cancellation): RecognisedArrival | null {
    if (message.said) {
      // The message has been remembered. Its description counts as older than any version of the event itself.
      const cancelled = { cancelledAt: sentAt(message), isLateCancel: false };
      const said =
        message.said.partial || ownBookingId(message.said.identity)
          ? message.said
          : { ...message.said, ...cancelled, ...NO_VERSION };
      return { ...toArrival(said, this.#rules.defaultSource), identity: null, isOutdated: false };
    }
    this.#draft.skipMessage(message, UNKNOWN);
    return null;
  }

  /** Handles an event whose booking is known or was deleted. False for any other event. */
  #meetAgain(arrival: RecognisedArrival): boolean {
    const { identity } = arrival;
    const ownId = ownIdOf(arrival.key);
    const booking = this.#draft.find(identity?.bookingId ?? ownId ?? '');
    if (this.#moved.followOn(arrival)) return true;
    if (arrival.isOutdated) this.#draft.count('unchanged');
    else if (booking) this.#update(arrival, booking);
    else if (identity && !this.#rules.revive) {
      this.#draft.skip(arrival, DELETED_HERE);
      this.#draft.rename(identity, arrival.key);
    } else if (identity || ownId !== null) this.#create(arrival, identity);
    else return false;
    return true;
  }

  #update(arrival: RecognisedArrival, before: Booking): void {
    const { identity, key } = arrival;
    this.#draft.meet(before.id);
    if (this.#isOutdated(arrival, before)) {
      this.#draft.count('unchanged');
    } else if (this.#isKnown(arrival)) {
      this.#draft.count('unchanged');
      if (identity) this.#draft.rename(identity, key);
    } else {
      this.#revise(arrival, before, identity);
    }
  }

  /** Whether the content has not changed and the version is not newer. */
  #isKnown({ said, content, identity }: RecognisedArrival): boolean {
    return identity?.content === content && (this.#rules.isFeed === true || !isOlder(identity, said));
  }

  #isOutdated({ said, key, identity }: RecognisedArrival, before: Booking): boolean {
    // The event of numina's own export has the version of its booking. Any other event has the version that came last.
    if (ownIdOf(key) !== null) return isOlder(said, { sequence: before.sequence, lastModified: before.updatedAt });
    return !this.#rules.isFeed && identity !== null && isOlder(said, identity);
  }

  #revise(arrival: Arrival, before: Booking, identity: KnownIdentity | null): void {
    if (this.#moved.giveWay(arrival, before, identity)) return;
    const said = this.#atItsPlace(arrival.said);
    const had = identity ? parseContent(identity.content) : null;
    const last = { content: had, cancelledAt: identity?.cancelledAt ?? null };
    const fields = mergeRevision(before, said, last, this.#rules.homeZone, this.#timesOf(arrival));
    const after = this.#draft.revise(before, fields, ownIdOf(arrival.key) === null ? 0 : said.sequence);
    const cancelsNow = before.status !== 'cancelled' && after.status === 'cancelled';
    this.#draft.count(after === before ? 'unchanged' : cancelsNow ? 'cancelled' : 'updated');
    if (!identity && after === before) return;
    this.#draft.bind(arrival, before.id, cancelsNow ? after.cancelledAt : last.cancelledAt, identity);
  }

  #adopt(arrival: Arrival, booking: Booking): void {
    // Another event may have changed the booking during this import.
    const before = this.#draft.find(booking.id) ?? booking;
    this.#draft.meet(before.id);
    const known = this.#gone.get(before.id);
    if (known?.source === arrival.key.source) {
      this.#revise(arrival, before, known);
      return;
    }
    const other = arrival.said.partial ? this.#draft.names.last(before.id, arrival.source) : null;
    if (other) {
      this.#meetByOtherName(arrival, before, other);
      return;
    }
    const said = withFeeFor(this.#atItsPlace(arrival.said), before);
    if (isMovedBy(said, before) && this.#moved.giveWay(arrival, before, null)) return;
    const fields = {
      ...mergeAdoption(before, said, arrival.source, this.#timesOf(arrival)),
      ...(isMovedBy(said, before) && { startsLocal: said.startsLocal, zone: said.zone, startsAt: said.startsAt }),
    };
    const after = this.#draft.revise(before, fields);
    const isNews = !isCopy(before, arrival.said);
    const isCalledOff = arrival.said.partial && !isOn(arrival) && after !== before;
    this.#draft.count(isCalledOff ? 'cancelled' : isNews ? 'adopted' : after === before ? 'unchanged' : 'updated');
    this.#draft.bind(arrival, before.id, after.status === before.status ? null : after.cancelledAt);
  }

  /** Takes a mail that identifies a known class in another way as if it had the known identity. */
  #meetByOtherName(arrival: Arrival, before: Booking, identity: KnownIdentity): void {
    const { said } = arrival;
    if (!isOn(arrival)) {
      const message = { uid: '', source: arrival.source, recurrenceId: null, isFromThere: false, line: said.line };
      new Canceller(this.#draft, this.#rules).cancelBy({ ...message, ...versionOf(said), said }, identity);
      return;
    }
    const { className } = parseContent(identity.content);
    const whole = completePartial({ ...arrival, said: { ...said, className }, identity, isOutdated: false });
    this.#draft.name(arrival.key, identity);
    this.#update({ ...whole, key: identity }, before);
  }

  /**
   * Books the new events. An event that numina would refuse as a duplicate is known already under another name. It is
   * not bound to the booking: otherwise the booking would be cancelled when that name disappears.
   */
  #createRest(arrivals: readonly Arrival[]): void {
    const claims = new Set<string>();
    for (const { id } of this.#known.bookings.values()) {
      const booking = this.#draft.find(id);
      if (booking && booking.status !== 'cancelled') claims.add(claimOf(booking));
    }
    for (const arrival of arrivals) {
      if (arrival.said.partial && !isOn(arrival)) {
        // A confirmation that is read after its cancellation.
        const isTakenBack = arrival.said.status !== 'cancelled';
        this.#draft.skip(arrival, isTakenBack ? 'A newer mail has cancelled it.' : UNKNOWN);
        continue;
      }
      const claim = claimOf({ ...arrival.said, source: arrival.source });
      if (isOn(arrival) && claims.has(claim)) {
        this.#draft.count('unchanged');
        continue;
      }
      if (isOn(arrival)) claims.add(claim);
      this.#create(arrival);
    }
  }

  #create(arrival: Arrival, identity: KnownIdentity | null = null): void {
    const said = this.#atItsPlace(arrival.said);
    const { source } = arrival;
    const { classes } = this.#draft;
    const ownId = ownIdOf(arrival.key);
    const own = {
      id: ownId ?? this.#rules.newId(),
      classId: classes.idOf(said.className, said.location),
      source,
      sequence: ownId === null ? 0 : said.sequence,
    };
    // Numina's own exports are complete, so nothing is taken from the class.
    const isWhole = said.status !== null && said.bookedAt !== null;
    const lender = isWhole ? null : classes.find(said.className, said.location);
    const booking = bookingFromSource(said, own, lender, this.#timesOf(arrival));
    const updatedAt = ownId === null ? null : said.lastModified;
    this.#draft.create(
      updatedAt === null ? booking : { ...booking, createdAt: booking.bookedAt, updatedAt, ...said.kept },
    );
    this.#draft.bind(arrival, booking.id, booking.cancelledAt, identity);
    this.#draft.count('created');
  }

  /** Keeps an event of which only the instant is known in the zone of its class or place, if that is known. */
  #atItsPlace(said: IncomingBooking): IncomingBooking {
    if (!said.isMoment) return said;
    const zone = this.#draft.classes.zoneOf(said.className, said.location) ?? said.zone;
    return zone === said.zone ? said : { ...said, zone, startsLocal: wallTimeAt(new Date(said.startsAt), zone) };
  }

  #timesOf({ said }: Arrival): Times {
    return { now: this.#rules.now, lastModified: said.lastModified };
  }
}
