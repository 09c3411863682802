import type { ReversedStep } from './journal-service.ts';

const MANY_BOOKINGS = 10;
const LONG_AGO_MS = 3_600_000;

/** Whether steps are so large or so old that the person should confirm before they are reversed. Pure. */
export function needsLeave(steps: readonly Pick<ReversedStep, 'bookings' | 'doneAt'>[], now: Date): boolean {
  const count = steps.reduce((sum, { bookings }) => sum + bookings.length, 0);
  return count > MANY_BOOKINGS || steps.some(({ doneAt }) => now.getTime() - Date.parse(doneAt) > LONG_AGO_MS);
}
