import type { BookingContext } from '../bookings/booking-context.ts';
import { listEntries } from './journal-store.ts';

/** The last step there is, for a feature that takes back what it has just done. */
export function lastStepOf(context: BookingContext) {
  return {
    /** Null where there is none. */
    lastId: async (): Promise<string | null> => (await listEntries(context.store, 1))[0]?.id ?? null,
    async takeBackLast(): Promise<void> {
      const { reverseSteps } = await import('./journal-service.ts');
      await reverseSteps(context, 'undo', 1);
    },
  };
}
