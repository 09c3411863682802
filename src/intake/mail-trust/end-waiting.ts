import type { IntakeDocument } from '../intake-document.ts';
import type { PlanRows } from '../take-in.ts';
import { findWaitingByKey, removalOf } from './waiting-store.ts';

/**
 * Lets mails wait no more that their mailbox now takes by itself, in the same step: an undo brings both back. A mail
 * whose class was deleted here, or undone, goes on waiting. `keyOf` gives the key of each mail.
 */
export function endWaiting(
  round: readonly IntakeDocument[],
  keyOf: (document: IntakeDocument) => string | undefined,
): PlanRows {
  return async (store, found) => {
    const taken = round.filter(({ said: { bookings } }) => bookings.length === 0 || !bookings.every(found.isDeleted));
    const rows = await findWaitingByKey(
      store,
      taken.flatMap((document) => keyOf(document) ?? []),
    );
    return { rows: rows.map(removalOf), skipped: [], isUntold: true };
  };
}
