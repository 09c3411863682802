import type { Booking, FitnessClass } from '../../bookings/booking.ts';
import { planClassOf } from '../../bookings/plan-booking.ts';
import type { ClassChange } from '../../bookings/record-changes.ts';
import { exactClassKey, recordedClass } from '../../bookings/same-class.ts';

/**
 * The classes of an import, matched by exact name and place. Known classes are never changed. A new class takes its
 * fields from its latest booking, in whatever order the bookings come.
 */
export class ClassLearner {
  readonly #known: ReadonlyMap<string, FitnessClass>;
  /** The zones of places. */
  #zones: ReadonlyMap<string | null, string> | undefined;
  readonly #newIds = new Map<string, string>();
  readonly #latest = new Map<string, Booking>();
  readonly #newId: () => string;

  constructor(known: readonly FitnessClass[], newId: () => string) {
    this.#known = new Map(known.map((each) => [exactClassKey(each), each]));
    this.#newId = newId;
  }

  /** The class that was known before the import; else null. */
  find(name: string, location: string | null): FitnessClass | null {
    return this.#known.get(exactClassKey({ name, location })) ?? null;
  }

  /** The IANA zone of a class, or else of its place, as known before the import; else null. */
  zoneOf(name: string, location: string | null): string | null {
    const known = this.find(name, location);
    if (known || location === null) return known?.zone ?? null;
    this.#zones ??= new Map([...this.#known.values()].map((each) => [each.location, each.zone]));
    return this.#zones.get(location) ?? null;
  }

  /** The id of a class: the known one, or a new one that stays the same during the import. */
  idOf(name: string, location: string | null): string {
    const key = exactClassKey({ name, location });
    const id = this.#known.get(key)?.id ?? this.#newIds.get(key) ?? this.#newId();
    if (!this.#known.has(key)) this.#newIds.set(key, id);
    return id;
  }

  /** Notes a booking that the import writes, for the fields of a new class. */
  learn(booking: Booking): void {
    const key = exactClassKey(recordedClass(booking));
    if (this.#newIds.get(key) !== booking.classId) return;
    const latest = this.#latest.get(key);
    if (!latest || latest.startsAt <= booking.startsAt) this.#latest.set(key, booking);
  }

  changes(now: Date): ClassChange[] {
    return [...this.#latest.values()].map((booking) => ({
      before: null,
      after: planClassOf(booking, booking.classId, now),
    }));
  }
}
