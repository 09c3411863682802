import type { Booking, InstantText } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { recordChanges } from '../bookings/record-changes.ts';
import { isConstraintViolation } from '../db/constraint-violation.ts';
import type { Store } from '../db/store.ts';
import {
  type Direction,
  findReversible,
  findTouchedAfter,
  type JournalEntry,
  readPresent,
  type StepsOf,
  updateEntry,
} from './journal-store.ts';
import { planReversal, refuseReversal } from './plan-reversal.ts';
import { toStep } from './step.ts';

/** A step that was reversed, with its bookings. */
export interface ReversedStep extends JournalEntry {
  /** The bookings as they are now; deleted ones as they were. */
  readonly bookings: readonly Booking[];
  /** For undo, when the step was done; for redo, when it was undone. */
  readonly doneAt: InstantText;
}

/** The steps that {@link reverseSteps} would reverse. Changes nothing: the transaction is rolled back. Throws alike. */
export async function previewSteps(
  context: BookingContext,
  direction: Direction,
  count: number,
  of: StepsOf = null,
): Promise<readonly ReversedStep[]> {
  const isTried = new Error('tried');
  let reversed: readonly ReversedStep[] = [];
  try {
    await context.store.transaction(async (store) => {
      reversed = await reverseIn(store, { ...context, listeners: [] }, direction, count, of);
      throw isTried;
    });
  } catch (error) {
    if (error !== isTried) throw error;
  }
  return reversed.map((step) => ({ ...step, undoneAt: direction === 'undo' ? null : step.doneAt }));
}

/**
 * Undoes or redoes up to `count` whole steps, all or none. Gives them in the order in which they were reversed. For an
 * automatic sync, or with `of`, bookings that later steps changed stay as they are. For any other step, throws
 * RefusedError where its results were changed since.
 */
export async function reverseSteps(
  context: BookingContext,
  direction: Direction,
  count: number,
  of: StepsOf = null,
): Promise<ReversedStep[]> {
  return context.store.transaction((store) => reverseIn(store, context, direction, count, of));
}

async function reverseIn(
  store: Store,
  context: BookingContext,
  direction: Direction,
  count: number,
  of: StepsOf,
): Promise<ReversedStep[]> {
  const now = context.clock.now();
  const reversed: ReversedStep[] = [];
  while (reversed.length < count) {
    const found = await findReversible(store, direction, of);
    if (!found) break;
    const { step, ...entry } = found;
    const isOutOfTurn = of !== null || entry.isAutomatic;
    const touchedLater = isOutOfTurn ? await findTouchedAfter(store, entry.id) : undefined;
    const reversible = { what: entry.what, step, ...(touchedLater && { touchedLater }) };
    const changes = planReversal(reversible, await readPresent(store, step), now);
    try {
      await recordChanges(store, changes, context.listeners);
    } catch (error) {
      throw isConstraintViolation(error) ? refuseReversal(entry.what) : error;
    }
    const after = { ...entry, undoneAt: direction === 'undo' ? now.toISOString() : null };
    await updateEntry(store, after, toStep(changes));
    const bookings = changes.bookings.flatMap((change) => change.after ?? change.before ?? []);
    reversed.push({ ...after, bookings, doneAt: entry.undoneAt ?? entry.at });
  }
  return reversed;
}
