import type { Booking, BookingChange, InstantText } from '../../bookings/booking.ts';
import { reviseBooking } from '../../bookings/revise-booking.ts';
import { isRecordedAlike } from '../../bookings/same-class.ts';
import { field, type Words, words } from '../../words.ts';
import type { Cancellation, Skip } from '../incoming.ts';
import type { Arrival } from '../known/arrival.ts';
import { formerKey, type IdentityKey, isMailKey, keyText, uidOf } from '../known/identity-key.ts';
import type { KnownIdentity } from '../known/known-identity.ts';
import { type KnownSeries, seriesText } from '../known/series.ts';
import { ClassLearner } from './class-learner.ts';
import type { ImportPlan, ImportReport, ImportRules, Known, Outcome } from './import-plan.ts';
import { MailNames } from './mail-names.ts';

/** Why a class is left out that was deleted here, or undone. */
export const DELETED_HERE = words`Deleted here, or undone; ${field('revive')} brings it back.`;

/** The decisions of an import so far. Later steps see them as if they were written already. */
export class ImportDraft {
  readonly classes: ClassLearner;
  readonly names: MailNames;
  readonly #rules: ImportRules;
  readonly #stored: ReadonlyMap<string, Booking>;
  readonly #now = new Map<string, Booking>();
  /** In order. Of several with the same key, the last one counts. */
  readonly #identities: KnownIdentity[] = [];
  readonly #counts: Record<Outcome, number> = { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged: 0 };
  readonly #skipped: Skip[] = [];
  readonly #met = new Set<string>();
  readonly #outdated: IdentityKey[] = [];
  #withdrawn = 0;

  constructor(known: Known, rules: ImportRules) {
    this.#rules = rules;
    this.#stored = known.bookings;
    this.names = new MailNames(known.bound);
    this.classes = new ClassLearner(known.classes, rules.newId);
  }

  /** A booking with the changes so far; undefined where there is none. */
  find(id: string): Booking | undefined {
    return this.#now.get(id) ?? this.#stored.get(id);
  }

  create(booking: Booking): void {
    this.#now.set(booking.id, booking);
    this.classes.learn(booking);
  }

  /** Changes a booking, and its class where name or place change. Returns the same booking where nothing differs. */
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

  /** Connects an event with a booking. `known` is the identity it had before. */
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
    const formerUid = said.partial?.formerUid ?? null;
    // A mail about an earlier time of the class may be read later.
    if (formerUid !== null) this.name(formerKey(formerUid, key.source), identity);
    for (const name of this.names.of(bookingId, key.source)) {
      if (isMailKey(name) && keyText(name) !== keyText(key)) this.name(name, identity);
    }
  }

  /** Calls the class of a mail by a further key. All its keys have what was last said of it. */
  name({ source, uid, recurrenceId }: IdentityKey, identity: KnownIdentity): void {
    this.#remember({ ...identity, source, uid, recurrenceId }, null);
  }

  /** Gives an identity another key. */
  rename(known: KnownIdentity, { source, uid, recurrenceId }: IdentityKey): void {
    if (keyText(known) !== keyText({ source, uid, recurrenceId })) {
      this.#remember({ ...known, source, uid, recurrenceId }, known);
    }
  }

  /** The identities so far under some UIDs, by seriesText. */
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
    this.names.learn(identity);
    if (before && keyText(before) !== keyText(identity)) this.forget(before);
  }

  /** Notes that the source contains this booking. */
  meet(bookingId: string): void {
    this.#met.add(bookingId);
  }

  hasMet(bookingId: string): boolean {
    return this.#met.has(bookingId);
  }

  /** Deletes an identity that the source will not use again. */
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

  skip({ said }: Pick<Arrival, 'said'>, reason: Words): void {
    // A mail has only one event, and its UID was made by numina, so neither helps the person.
    const at = said.partial ? { uid: said.externalId, line: null } : { uid: uidOf(said.identity), line: said.line };
    this.#skipped.push({ ...at, reason });
  }

  skipMessage({ uid, line }: Cancellation, reason: Words): void {
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
