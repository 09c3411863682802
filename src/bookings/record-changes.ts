import type { Transaction } from 'kysely';
import { type RowChange, saveRowChange } from '../db/row-change.ts';
import type { Schema } from '../db/schema.ts';
import type { Booking, BookingChange, FitnessClass } from './booking.ts';
import { saveBookingChanges } from './booking-store.ts';
import { saveClass } from './class-store.ts';

/** A change of the catalogue: `before` is null for a class just learnt. */
export interface ClassChange {
  readonly before: FitnessClass | null;
  readonly after: FitnessClass;
}

/** Everything one command changes, with what it is in words ("booked 12 × Spin, Tue 07:00"). */
export interface ChangeSet {
  readonly what: string;
  readonly bookings: readonly BookingChange[];
  readonly classes: readonly ClassChange[];
  /** Rows of other features that belong to the same step: a pause, a review, what an import has seen. */
  readonly rows?: readonly RowChange[];
}

/**
 * What follows from a change (statistics, journal, reminders), in the transaction of the change. Who
 * listens is decided by the composition root; `bookings` does not know.
 */
export type ChangeListener = (trx: Transaction<Schema>, changes: ChangeSet) => Promise<void>;

/** Writes a change set and tells the listeners; all of it or nothing, by the transaction it is given. */
export async function recordChanges(
  trx: Transaction<Schema>,
  userId: string,
  changes: ChangeSet,
  listeners: readonly ChangeListener[],
): Promise<void> {
  const rows = changes.rows ?? [];
  if (changes.bookings.length === 0 && changes.classes.length === 0 && rows.length === 0) return;
  for (const { after } of changes.classes) await saveClass(trx, userId, after);
  await saveBookingChanges(trx, userId, changes.bookings);
  for (const row of rows) await saveRowChange(trx, row);
  for (const listen of listeners) await listen(trx, changes);
}

export function created(after: Booking): BookingChange {
  return { before: null, after };
}
