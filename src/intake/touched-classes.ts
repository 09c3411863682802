import type { Booking, BookingChange } from '../bookings/booking.ts';

/** What an import or a sync did to a class, or would do in a dry run. */
export type Touch = 'cancelled' | 'moved' | 'changed' | 'new';

export interface TouchedClass {
  readonly touch: Touch;
  readonly booking: Booking;
  /** The booking before the change; null for a new one. */
  readonly before: Booking | null;
}

/** The changed classes: the first of them, to be named, and the number of all. */
export interface Touched {
  readonly first: readonly TouchedClass[];
  readonly count: number;
}

export const NOTHING_TOUCHED: Touched = { first: [], count: 0 };

/** The most classes that are named. */
const MOST_NAMED = 10;

/** The changes that a person must not miss come first. */
const ORDER: readonly Touch[] = ['cancelled', 'moved', 'changed', 'new'];

/** The changed classes, sorted by kind of change, then by start. */
export function listTouched(changes: readonly BookingChange[]): Touched {
  const collector = new TouchedCollector();
  collector.add(changes);
  return collector.list();
}

/**
 * Collects the changes of a long run. It keeps only the classes that will be named, so its memory does not grow with the
 * run, except by an id and a flag for each other class. A class that changes several times counts once.
 */
export class TouchedCollector {
  #named = new Map<string, TouchedClass>();
  /** By id, whether the other classes are new. */
  readonly #others = new Map<string, boolean>();

  add(changes: readonly BookingChange[]): void {
    for (const { before, after } of changes) {
      const id = (after ?? before)?.id ?? '';
      const known = this.#named.get(id);
      const isNew = known?.before === null || this.#others.get(id) === true;
      const first = isNew ? null : (known?.before ?? before);
      this.#named.delete(id);
      this.#others.delete(id);
      if (after !== null) this.#named.set(id, { touch: touchOf(first, after), booking: after, before: first });
      if (this.#named.size >= 20 * MOST_NAMED) this.#leaveOut();
    }
  }

  list(): Touched {
    const count = this.#named.size + this.#others.size;
    return { first: this.#sorted().slice(0, MOST_NAMED), count };
  }

  #leaveOut(): void {
    const sorted = this.#sorted();
    for (const { booking, before } of sorted.slice(MOST_NAMED)) this.#others.set(booking.id, before === null);
    this.#named = new Map(sorted.slice(0, MOST_NAMED).map((each) => [each.booking.id, each]));
  }

  #sorted(): TouchedClass[] {
    const rank = ({ touch }: TouchedClass) => ORDER.indexOf(touch);
    return [...this.#named.values()].sort(
      (one, other) => rank(one) - rank(other) || (one.booking.startsAt < other.booking.startsAt ? -1 : 1),
    );
  }
}

function touchOf(before: Booking | null, after: Booking): Touch {
  if (before === null) return 'new';
  if (after.status === 'cancelled' && before.status !== 'cancelled') return 'cancelled';
  return after.startsAt === before.startsAt ? 'changed' : 'moved';
}
