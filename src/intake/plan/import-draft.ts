import type { Booking, BookingChange, InstantText } from '../../bookings/booking.ts';
import { reviseBooking } from '../../bookings/revise-booking.ts';
import { isRecordedAlike } from '../../bookings/same-class.ts';
import type { Cancellation, Skip } from '../incoming.ts';
import type { Arrival } from '../known/arrival.ts';
import { type IdentityKey, keyText, uidOf } from '../known/identity-key.ts';
import type { KnownIdentity } from '../known/known-identity.ts';
import { type KnownSeries, seriesText } from '../known/series.ts';
import { ClassLearner } from './class-learner.ts';
import type { ImportPlan, ImportReport, ImportRules, Known, Outcome } from './import-plan.ts';

/** What an import has decided so far. Sees its own decisions as if they were written. */
export class ImportDraft {
  readonly classes: ClassLearner;
  readonly #rules: ImportRules;
  readonly #stored: ReadonlyMap<string, Booking>;
  readonly #now = new Map<string, Booking>();
  /** In the order in which they were remembered: of one name the last counts. */
  readonly #identities: KnownIdentity[] = [];
  readonly #counts: Record<Outcome, number> = { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged: 0 };
  readonly #skipped: Skip[] = [];
  readonly #met = new Set<string>();
  readonly #outdated: IdentityKey[] = [];
  #withdrawn = 0;

  constructor(known: Known, rules: ImportRules) {
    this.#rules = rules;
    this.#stored = known.bookings;
    this.classes = new ClassLearner(known.classes, rules.newId);
  }

  /** A booking as it is by now; undefined where there is none. */
  find(id: string): Booking | undefined {
    return this.#now.get(id) ?? this.#stored.get(id);
  }

  create(booking: Booking): void {
    this.#now.set(booking.id, booking);
    this.classes.learn(booking);
  }

  /** Changes a booking, and its class where name or place change; gives it back as it was where nothing differs. */
  revise(before: Booking, fields: Partial<Booking>, sequence = 0): Booking {
    const moved = { ...before, ...fields };
    const classId = isRecordedAlike(moved, before)
      ? before.classId
      : this.classes.idOf(moved.className, moved.location);
    const revised = reviseBooking(before, { ...fields, classId }, this.#rules.now);
    if (!revised) return before;
    const after = { ...revised, sequence: Math.max(revised.sequence, sequence) };
    this.create(after);
    return after;
  }

  /** Remembers that this event is that booking. `known` is what was remembered of it before. */
  bind(
    { said, key, content }: Arrival,
    bookingId: string,
    cancelledAt: InstantText | null,
    known: KnownIdentity | null = null,
  ): void {
    const identity: KnownIdentity = {
      source: key.source,
      uid: key.uid,
      recurrenceId: key.recurrenceId,
      bookingId,
      sequence: said.sequence,
      lastModified: said.lastModified,
      stamp: said.stamp ?? null,
      content,
      cancelledAt,
      broughtBy: known?.broughtBy ?? null,
    };
    this.#remember(identity, known);
  }

  /** Remembers what is known under another name. */
  rename(known: KnownIdentity, { source, uid, recurrenceId }: IdentityKey): void {
    if (keyText(known) !== keyText({ source, uid, recurrenceId })) {
      this.#remember({ ...known, source, uid, recurrenceId }, known);
    }
  }

  /** What is remembered by now under some UIDs, by seriesText. */
  identitiesOf(uids: ReadonlySet<string>, stored: Iterable<KnownIdentity>): ReadonlyMap<string, KnownIdentity[]> {
    const outdated = new Set(this.#outdated.map(keyText));
    const now = new Map<string, KnownIdentity>();
    for (const identity of [...stored, ...this.#identities]) {
      if (uids.has(seriesText(identity))) now.set(keyText(identity), identity);
    }
    const byUid = new Map<string, KnownIdentity[]>([...uids].map((uid) => [uid, []]));
    for (const [text, identity] of now) if (!outdated.has(text)) byUid.get(seriesText(identity))?.push(identity);
    return byUid;
  }

  #remember(identity: KnownIdentity, before: KnownIdentity | null): void {
    this.#identities.push(identity);
    if (before && keyText(before) !== keyText(identity)) this.forget(before);
  }

  /** Notes that the source holds this booking. */
  meet(bookingId: string): void {
    this.#met.add(bookingId);
  }

  hasMet(bookingId: string): boolean {
    return this.#met.has(bookingId);
  }

  /** Gives up a name under which the source will not speak of a booking again. */
  forget({ source, uid, recurrenceId }: IdentityKey): void {
    this.#outdated.push({ source, uid, recurrenceId });
  }

  countWithdrawn(): void {
    this.#withdrawn += 1;
    this.count('cancelled');
  }

  count(outcome: Outcome): void {
    this.#counts[outcome] += 1;
  }

  skip({ said }: Pick<Arrival, 'said'>, reason: string): void {
    // A mail is one document, and its name here is nobody's but ours.
    const at = said.partial ? { uid: said.externalId, line: null } : { uid: uidOf(said.identity), line: said.line };
    this.#skipped.push({ ...at, reason });
  }

  skipMessage({ uid, line }: Cancellation, reason: string): void {
    this.#skipped.push({ uid, line, reason });
  }

  finish(series: readonly KnownSeries[]): ImportPlan {
    const bookings = [...this.#now].map(
      ([id, after]): BookingChange => ({ before: this.#stored.get(id) ?? null, after }),
    );
    const report: ImportReport = { ...this.#counts, skipped: this.#skipped };
    const classes = this.classes.changes(this.#rules.now);
    const [outdated, withdrawn] = [this.#outdated, this.#withdrawn];
    return { bookings, classes, identities: this.#identities, outdated, series, withdrawn, report };
  }
}
