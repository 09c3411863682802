import { inField, NotFoundError } from '../errors.ts';
import { command, words } from '../words.ts';
import type { FitnessClass } from './booking.ts';
import type { BookingContext } from './booking-context.ts';
import { listClasses } from './class-store.ts';

/** Does `work` with the class of exactly this id, all in one transaction. Throws NotFoundError, and what the work throws. */
export function withClassOfId<Result>(
  context: BookingContext,
  id: string,
  work: (context: BookingContext, fitnessClass: FitnessClass) => Promise<Result>,
): Promise<Result> {
  return context.store.transaction(async (store) => {
    const found = (await listClasses(store)).find((known) => known.id === id.toLowerCase());
    if (found) return work({ ...context, store }, found);
    return inField('classId', () => {
      const hint = words`${command('classes')} shows them with their ids.`;
      throw new NotFoundError('class_not_found', 'There is no class with this id.', hint);
    });
  });
}
