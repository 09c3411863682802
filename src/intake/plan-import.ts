import type { Booking, InstantText } from '../bookings/booking.ts';
import { bookingFromSource, type Times } from './booking-from-source.ts';
import { identityOf, keyText, ownIdOf } from './identity-key.ts';
import { type Arrival, ImportDraft } from './import-draft.ts';
import type { ImportPlan, ImportRules, Known, KnownIdentity, Withdrawal } from './import-plan.ts';
import type { IncomingBooking } from './incoming.ts';
import { isCopy, isOn, matchStrangers } from './match-incoming.ts';
import { mergeAdoption, mergeRevision } from './merge-source.ts';
import { parseContent, type SourceContent } from './source-content.ts';

const NOTHING_GONE: Withdrawal = { events: [], reason: '' };

/**
 * Decides what becomes of every event of a source. What is known comes first, then what can be matched from the
 * surest on, then the rest is new: the order in the file decides nothing but which of two copies counts. Last comes
 * what the source holds no more, for it may be there under another name.
 */
export function planImport(
  incoming: readonly IncomingBooking[],
  known: Known,
  rules: ImportRules,
  withdrawal = NOTHING_GONE,
): ImportPlan {
  return new Planner(known, rules, withdrawal).plan(incoming);
}

/** A version of an event, to be told from an older one (RFC 5546 §2.1.5). */
type Version = Pick<IncomingBooking, 'sequence' | 'lastModified'>;

class Planner {
  readonly #known: Known;
  readonly #rules: ImportRules;
  readonly #draft: ImportDraft;
  readonly #withdrawal: Withdrawal;
  /** What was withdrawn, by booking. */
  readonly #gone: ReadonlyMap<string, KnownIdentity>;

  constructor(known: Known, rules: ImportRules, withdrawal: Withdrawal) {
    this.#known = known;
    this.#rules = rules;
    this.#draft = new ImportDraft(known, rules);
    this.#withdrawal = withdrawal;
    this.#gone = new Map(withdrawal.events.map((identity) => [identity.bookingId, identity]));
  }

  plan(incoming: readonly IncomingBooking[]): ImportPlan {
    const met = new Set<string>();
    const strangers: Arrival[] = [];
    for (const said of incoming) {
      const arrival = this.#draft.arrivalOf(said);
      const key = keyText(arrival.key);
      if (met.has(key)) this.#draft.skip(arrival, 'The file holds it twice.');
      else if (!this.#meetAgain(arrival, this.#known.identities.get(key))) strangers.push(arrival);
      met.add(key);
    }
    const { matches, unmatched } = matchStrangers(strangers, this.#known);
    for (const { arrival, booking } of matches) this.#adopt(arrival, booking);
    this.#createRest(unmatched);
    for (const identity of this.#withdrawal.events) this.#withdraw(identity);
    return this.#draft.finish();
  }

  /** Deals with an event whose booking is known, or was deleted; false where it is a stranger. */
  #meetAgain(arrival: Arrival, identity: KnownIdentity | undefined): boolean {
    const ownId = ownIdOf(arrival.key);
    const booking = this.#draft.find(identity?.bookingId ?? ownId ?? '');
    if (booking) this.#update(arrival, booking, identity);
    else if (identity && !this.#rules.revive)
      this.#draft.skip(arrival, 'Deleted here, or undone; --revive brings it back.');
    else if (identity || ownId !== null) this.#create(arrival);
    else return false;
    return true;
  }

  #update(arrival: Arrival, before: Booking, identity: KnownIdentity | undefined): void {
    const { said, content } = arrival;
    const isOwn = ownIdOf(arrival.key) !== null;
    // A booking's own event is as new as the booking; any other as new as the one that came last.
    const version: Version = isOwn ? { sequence: before.sequence, lastModified: before.updatedAt } : (identity ?? said);
    const isKnown = identity?.content === content && !isOlder(identity, said);
    this.#draft.meet(before.id);
    if (isKnown || isOlder(said, version)) this.#draft.count('unchanged');
    else this.#revise(arrival, before, identity);
  }

  #revise(arrival: Arrival, before: Booking, identity: KnownIdentity | undefined): void {
    const { said } = arrival;
    const had = identity ? parseContent(identity.content) : null;
    const last = { content: had, cancelledAt: identity?.cancelledAt ?? null };
    const fields = mergeRevision(before, said, last, this.#rules.homeZone, this.#timesOf(arrival));
    const after = this.#draft.revise(before, fields, ownIdOf(arrival.key) === null ? 0 : said.sequence);
    const cancelsNow = before.status !== 'cancelled' && after.status === 'cancelled';
    this.#draft.count(after === before ? 'unchanged' : cancelsNow ? 'cancelled' : 'updated');
    if (!identity && after === before) return;
    this.#draft.bind(arrival, before.id, cancelsNow ? after.cancelledAt : last.cancelledAt);
  }

  #adopt(arrival: Arrival, booking: Booking): void {
    // An event of another source may just have changed it.
    const before = this.#draft.find(booking.id) ?? booking;
    this.#draft.meet(before.id);
    const known = this.#gone.get(before.id);
    if (known?.source === arrival.key.source) {
      this.#revise(arrival, before, known);
      return;
    }
    const fields = mergeAdoption(before, arrival.said, arrival.source, this.#timesOf(arrival));
    const after = this.#draft.revise(before, fields);
    const isNews = !isCopy(before, arrival.said);
    this.#draft.count(isNews ? 'adopted' : after === before ? 'unchanged' : 'updated');
    this.#draft.bind(arrival, before.id, after.status === before.status ? null : after.cancelledAt);
  }

  /**
   * Books what is new. What numina itself would refuse as a duplicate is known already, whatever another program
   * calls it now; it is not bound, so that a name that goes does not take the booking along.
   */
  #createRest(arrivals: readonly Arrival[]): void {
    const claims = new Set<string>();
    for (const { id } of this.#known.bookings.values()) {
      const booking = this.#draft.find(id);
      if (booking && booking.status !== 'cancelled') claims.add(claimOf(booking));
    }
    for (const arrival of arrivals) {
      const claim = claimOf({ ...arrival.said, source: arrival.source });
      if (isOn(arrival) && claims.has(claim)) {
        this.#draft.count('unchanged');
        continue;
      }
      if (isOn(arrival)) claims.add(claim);
      this.#create(arrival);
    }
  }

  #create(arrival: Arrival): void {
    const { said, source } = arrival;
    const { classes } = this.#draft;
    const ownId = ownIdOf(arrival.key);
    const own = {
      id: ownId ?? this.#rules.newId(),
      classId: classes.idOf(said.className, said.location),
      source,
      sequence: ownId === null ? 0 : said.sequence,
    };
    // What says everything of itself, as numina's own exports do, borrows nothing.
    const isWhole = said.status !== null && said.bookedAt !== null;
    const lender = isWhole ? null : classes.find(said.className, said.location);
    const booking = bookingFromSource(said, own, lender, this.#timesOf(arrival));
    const updatedAt = ownId === null ? null : said.lastModified;
    this.#draft.create(
      updatedAt === null ? booking : { ...booking, createdAt: booking.bookedAt, updatedAt, ...said.kept },
    );
    this.#draft.bind(arrival, booking.id, booking.cancelledAt);
    this.#draft.count('created');
  }

  /** Cancels the booking of an event that the source holds no more, unless the person has decided about it. */
  #withdraw(identity: KnownIdentity): void {
    const before = this.#draft.find(identity.bookingId);
    if (!before) return;
    if (this.#draft.hasMet(before.id)) {
      this.#draft.forget(identity);
      return;
    }
    const had = parseContent(identity.content);
    const { reason: cancellationReason } = this.#withdrawal;
    const arrival = this.#draft.arrivalOf(withdrawn(identity, had, { cancellationReason, now: this.#rules.now }));
    const last = { content: had, cancelledAt: identity.cancelledAt };
    const fields = mergeRevision(before, arrival.said, last, this.#rules.homeZone, this.#timesOf(arrival));
    const after = this.#draft.revise(before, fields);
    if (after.status === before.status) return;
    this.#draft.bind(arrival, before.id, after.cancelledAt);
    this.#draft.countWithdrawn();
  }

  #timesOf({ said }: Arrival): Times {
    return { now: this.#rules.now, lastModified: said.lastModified };
  }
}

/** What a source would say of an event that it holds no more. When it went is not known, so nobody is called late. */
function withdrawn(
  identity: KnownIdentity,
  had: SourceContent,
  { cancellationReason, now }: { readonly cancellationReason: string; readonly now: Date },
): IncomingBooking {
  const { sequence, lastModified } = identity;
  const known = { identity: identityOf(identity), sequence, lastModified };
  const said = { isCancelled: true, isLateCancel: false, cancelledAt: now.toISOString(), cancellationReason };
  return { ...had, ...known, ...said, review: null, line: 0 };
}

function isOlder(one: Version, other: Version): boolean {
  if (one.sequence !== other.sequence) return one.sequence < other.sequence;
  if (one.lastModified === null || other.lastModified === null) return false;
  return toTheSecond(one.lastModified) < toTheSecond(other.lastModified);
}

/** iCalendar knows no fractions: what numina wrote must not look older than the booking it wrote. */
function toTheSecond(at: InstantText): string {
  return at.slice(0, 19);
}

function claimOf(booking: Pick<Booking, 'className' | 'location' | 'startsAt' | 'source'>): string {
  return [booking.className, booking.location ?? '', booking.startsAt, booking.source].join('\n');
}
