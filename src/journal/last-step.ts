import type { BookingContext } from '../bookings/booking-context.ts';
import { listEntries } from './journal-store.ts';

/** Access to the last step, for a feature that takes back its own step. */
export function lastStepOf(context: BookingContext) {
  return {
    /** The id of the last step; null where there is none. */
    lastId: async (): Promise<string | null> => (await listEntries(context.store, 1))[0]?.id ?? null,
    async takeBackLast(): Promise<void> {
      const { reverseSteps } = await import('./journal-service.ts');
      await reverseSteps(context, 'undo', 1);
    },
  };
}
