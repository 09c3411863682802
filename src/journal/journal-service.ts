import { type BookingContext, inTransaction } from '../bookings/booking-context.ts';
import { recordChanges } from '../bookings/record-changes.ts';
import { isConstraintViolation } from '../db/storage-errors.ts';
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

/**
 * Takes back, or brings again, up to `count` steps, each whole; all or none. Gives those that were there, in the order
 * in which they were reversed. Of a sync that ran by itself, or is named by `of`, what has been changed since stays as
 * it is. Throws RefusedError where what any other step did has been changed by something else.
 */
export async function reverseSteps(
  context: BookingContext,
  direction: Direction,
  count: number,
  of: StepsOf = null,
): Promise<JournalEntry[]> {
  const now = context.clock.now();
  return inTransaction(context, async (trx, userId) => {
    const reversed: JournalEntry[] = [];
    while (reversed.length < count) {
      const found = await findReversible(trx, userId, direction, of);
      if (!found) break;
      const { step, ...entry } = found;
      const isOutOfTurn = of !== null || entry.isAutomatic;
      const touchedLater = isOutOfTurn ? await findTouchedAfter(trx, userId, entry.id) : undefined;
      const reversible = { what: entry.what, step, ...(touchedLater && { touchedLater }) };
      const changes = planReversal(reversible, await readPresent(trx, userId, step), now);
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
