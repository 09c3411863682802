import type { Booking, BookingChange, InstantText } from '../bookings/booking.ts';
import { reviseBooking } from '../bookings/revise-booking.ts';
import { ClassLearner } from './class-learner.ts';
import { type IdentityKey, identityKeyOf, uidOf } from './identity-key.ts';
import type { ImportPlan, ImportReport, ImportRules, Known, KnownIdentity, Outcome } from './import-plan.ts';
import type { IncomingBooking, Skip } from './incoming.ts';
import { formatContent } from './source-content.ts';

/** An event on its way in, with what it is known by. */
export interface Arrival {
  readonly said: IncomingBooking;
  readonly key: IdentityKey;
  readonly source: string;
  /** What the source says, as it is kept. */
  readonly content: string;
}

/** What an import has decided so far. Sees its own decisions as if they were written. */
export class ImportDraft {
  readonly classes: ClassLearner;
  readonly #rules: ImportRules;
  readonly #stored: ReadonlyMap<string, Booking>;
  readonly #now = new Map<string, Booking>();
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

  arrivalOf(said: IncomingBooking): Arrival {
    const source = said.source ?? this.#rules.defaultSource;
    return { said, key: identityKeyOf(said.identity, source), source, content: formatContent(said) };
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
    const isSameClass = moved.className === before.className && moved.location === before.location;
    const classId = isSameClass ? before.classId : this.classes.idOf(moved.className, moved.location);
    const revised = reviseBooking(before, { ...fields, classId }, this.#rules.now);
    if (!revised) return before;
    const after = { ...revised, sequence: Math.max(revised.sequence, sequence) };
    this.create(after);
    return after;
  }

  /** Remembers that this event is that booking. */
  bind({ said, key, content }: Arrival, bookingId: string, cancelledAt: InstantText | null): void {
    const { source, uid, recurrenceId } = key;
    const { sequence, lastModified } = said;
    this.#identities.push({ source, uid, recurrenceId, bookingId, sequence, lastModified, content, cancelledAt });
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

  skip({ said }: Arrival, reason: string): void {
    this.#skipped.push({ uid: uidOf(said.identity), line: said.line, reason });
  }

  finish(): ImportPlan {
    const bookings = [...this.#now].map(
      ([id, after]): BookingChange => ({ before: this.#stored.get(id) ?? null, after }),
    );
    const report: ImportReport = { ...this.#counts, skipped: this.#skipped };
    const classes = this.classes.changes(this.#rules.now);
    const [identities, outdated, withdrawn] = [this.#identities, this.#outdated, this.#withdrawn];
    return { bookings, classes, identities, outdated, withdrawn, report };
  }
}
