import { type BookingContext, inTransaction } from '../bookings/booking-context.ts';
import { recordChanges } from '../bookings/record-changes.ts';
import { isConstraintViolation } from '../db/storage-errors.ts';
import { type Direction, findReversible, type JournalEntry, readPresent, updateEntry } from './journal-store.ts';
import { planReversal, refuseReversal } from './plan-reversal.ts';
import { toStep } from './step.ts';

/**
 * Takes back, or brings again, up to `count` steps, each whole; all or none. Gives those that were there, in the order
 * in which they were reversed. Throws RefusedError where what a step did has been changed by something else.
 */
export async function reverseSteps(
  context: BookingContext,
  direction: Direction,
  count: number,
): Promise<JournalEntry[]> {
  const now = context.clock.now();
  return inTransaction(context, async (trx, userId) => {
    const reversed: JournalEntry[] = [];
    while (reversed.length < count) {
      const found = await findReversible(trx, userId, direction);
      if (!found) break;
      const { step, ...entry } = found;
      const changes = planReversal(found, await readPresent(trx, userId, step), now);
      try {
        await recordChanges(trx, userId, changes, context.listeners);
      } catch (error) {
        throw isConstraintViolation(error) ? refuseReversal(entry.what) : error;
      }
      const after = { ...entry, undoneAt: direction === 'undo' ? now.toISOString() : null };
      await updateEntry(trx, after, toStep(changes));
      reversed.push(after);
    }
    return reversed;
  });
}
