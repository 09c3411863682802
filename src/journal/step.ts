import type { Booking, FitnessClass } from '../bookings/booking.ts';
import type { ChangeSet } from '../bookings/record-changes.ts';
import type { Row, RowChange } from '../db/row-change.ts';

/**
 * A change of one thing, with only the data to reverse it. A created thing needs no data, because its row is in its
 * table until the undo. So the entry of a large import stays small.
 */
export type Delta<T> =
  | { readonly kind: 'created' }
  | { readonly kind: 'changed'; readonly from: Partial<T>; readonly to: Partial<T> }
  | { readonly kind: 'removed'; readonly was: T };

export type BookingDelta = Delta<Booking> & { readonly id: string };
export type ClassDelta = Delta<FitnessClass> & { readonly id: string };
export type RowDelta = Delta<Row> & Pick<RowChange, 'table' | 'key'>;

/** One step, as the journal stores it (as JSON). */
export interface Step {
  readonly bookings: readonly BookingDelta[];
  readonly classes: readonly ClassDelta[];
  readonly rows: readonly RowDelta[];
}

/**
 * The fields of a booking that no reversal restores: `sequence` and `updatedAt` increase with every change, also with
 * an undo, and the daemon writes the reminder flags by itself.
 */
const KEPT_OF_BOOKING: readonly (keyof Booking)[] = ['sequence', 'updatedAt', 'reminderSent24h', 'reminderSent1h'];
/** The fields of a class that no reversal restores. */
const KEPT_OF_CLASS: readonly (keyof FitnessClass)[] = ['createdAt', 'updatedAt'];

/** The step that a change set makes. */
export function toStep({ bookings, classes, rows = [] }: Pick<ChangeSet, 'bookings' | 'classes' | 'rows'>): Step {
  return {
    bookings: bookings.flatMap(({ before, after }) => withId(before ?? after, deltaOf(before, after, KEPT_OF_BOOKING))),
    classes: classes.flatMap(({ before, after }) => withId(before ?? after, deltaOf(before, after, KEPT_OF_CLASS))),
    rows: rows.flatMap(({ table, key, before, after }) => {
      const delta = deltaOf(before, after, []);
      return delta === null ? [] : [{ table, key, ...delta }];
    }),
  };
}

export function isEmptyStep({ bookings, classes, rows }: Step): boolean {
  return bookings.length === 0 && classes.length === 0 && rows.length === 0;
}

function withId<T>(thing: { readonly id: string } | null, delta: Delta<T> | null): (Delta<T> & { id: string })[] {
  return thing === null || delta === null ? [] : [{ id: thing.id, ...delta }];
}

/** The delta between two states; null where no field differs except those in `kept`. */
function deltaOf<T extends object>(before: T | null, after: T | null, kept: readonly (keyof T)[]): Delta<T> | null {
  if (before === null) return after === null ? null : { kind: 'created' };
  if (after === null) return { kind: 'removed', was: before };
  const keys = Object.keys(after) as (keyof T)[];
  const changed = keys.filter((key) => after[key] !== before[key] && !kept.includes(key));
  if (changed.length === 0) return null;
  return { kind: 'changed', from: pick(before, changed), to: pick(after, changed) };
}

function pick<T extends object>(thing: T, keys: readonly (keyof T)[]): Partial<T> {
  const picked: Partial<T> = {};
  for (const key of keys) picked[key] = thing[key];
  return picked;
}
