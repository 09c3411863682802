import { type RowChange, saveRowChanges } from '../db/row-change.ts';
import type { Store } from '../db/store.ts';
import type { Booking, BookingChange, FitnessClass } from './booking.ts';
import { saveBookingChanges } from './booking-store.ts';
import { deleteClass, saveClass } from './class-store.ts';

/** A change of the catalogue: `before` is null for a class just learnt, `after` for one forgotten again. */
export interface ClassChange {
  readonly before: FitnessClass | null;
  readonly after: FitnessClass | null;
}

/** Everything one command changes, with what it is in words ("booked 12 × Spin 45, Tue 07:00"). */
export interface ChangeSet {
  readonly what: string;
  readonly bookings: readonly BookingChange[];
  readonly classes: readonly ClassChange[];
  /** Rows of other features that belong to the same step: a pause, a review, what an import has seen. */
  readonly rows?: readonly RowChange[];
  /** Where false, nothing a person would take back: what the daemon does by itself, or an undo. */
  readonly isStep?: false;
  /** Where true, an outside source said so; the person may not know. */
  readonly isFound?: true;
  /** The feed whose sync it is, and whether it ran without being asked for. */
  readonly feed?: { readonly name: string; readonly isAutomatic: boolean };
}

/**
 * What follows from a change (statistics, journal, reminders), in the transaction of the change. Who
 * listens is decided by the composition root; `bookings` does not know.
 */
export type ChangeListener = (store: Store, changes: ChangeSet) => Promise<void>;

/** Writes a change set and tells the listeners; all of it or nothing, by the transaction it is given. */
export async function recordChanges(
  store: Store,
  changes: ChangeSet,
  listeners: readonly ChangeListener[],
): Promise<void> {
  const { bookings, classes, rows = [] } = changes;
  if (bookings.length === 0 && classes.length === 0 && rows.length === 0) return;
  // Rows may refer to bookings, and bookings to classes: what is referred to comes first and goes last.
  await saveRowChanges(store, rows.filter(isRemoval));
  for (const { after } of classes) if (after !== null) await saveClass(store, after);
  await saveBookingChanges(store, bookings);
  await saveRowChanges(
    store,
    rows.filter((row) => !isRemoval(row)),
  );
  for (const { before, after } of classes) {
    if (before !== null && after === null) await deleteClass(store, before.id);
  }
  for (const listen of listeners) await listen(store, changes);
}

export function created(after: Booking): BookingChange {
  return { before: null, after };
}

function isRemoval({ after }: RowChange): boolean {
  return after === null;
}
