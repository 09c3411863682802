import { type RowChange, saveRowChanges } from '../db/row-change.ts';
import type { Store } from '../db/store.ts';
import type { Booking, BookingChange, FitnessClass } from './booking.ts';
import { saveBookingChanges } from './booking-store.ts';
import { deleteClass, saveClass } from './class-store.ts';

/** A change of the catalogue: `before` is null for a new class, `after` for a removed one. */
export interface ClassChange {
  readonly before: FitnessClass | null;
  readonly after: FitnessClass | null;
}

/** Everything that one command changes. `what` describes it for the journal ("booked 12 × Spin 45, Tue 07:00"). */
export interface ChangeSet {
  readonly what: string;
  readonly bookings: readonly BookingChange[];
  readonly classes: readonly ClassChange[];
  /** Rows of other features that belong to the same step: a pause, a review, the identities that an import has seen. */
  readonly rows?: readonly RowChange[];
  /** False: not a step that a person can undo, such as a change by the daemon, or an undo itself. */
  readonly isStep?: false;
  /** True: an outside source reported the change, so the person may not know of it. */
  readonly isFound?: true;
  /** The feed whose sync made the change, and whether the daemon started that sync. */
  readonly feed?: { readonly name: string; readonly isAutomatic: boolean };
  /** Change sets of one run are one step, as long as no other comes between them; `what` then tells of all so far. */
  readonly run?: object;
}

/**
 * Writes what follows from a change (statistics, journal, reminders), in the same transaction. app.ts registers the
 * listeners; `bookings` does not know them.
 */
export type ChangeListener = (store: Store, changes: ChangeSet) => Promise<void>;

/** Writes a change set and calls the listeners. The caller's transaction makes it all or nothing. */
export async function recordChanges(
  store: Store,
  changes: ChangeSet,
  listeners: readonly ChangeListener[],
): Promise<void> {
  const { bookings, classes, rows = [] } = changes;
  if (bookings.length === 0 && classes.length === 0 && rows.length === 0) return;
  // Foreign keys: rows refer to bookings, and bookings to classes. Insert the target first, delete it last.
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

/** The change that a new booking is. */
export function created(after: Booking): BookingChange {
  return { before: null, after };
}

function isRemoval({ after }: RowChange): boolean {
  return after === null;
}
