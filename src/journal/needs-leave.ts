import type { ReversedStep } from './journal-service.ts';

const MANY_BOOKINGS = 10;
const LONG_AGO_MS = 3_600_000;

/** Whether steps are so large, or so long ago, that reversing them may not be what was meant: a person is asked. Pure. */
export function needsLeave(steps: readonly Pick<ReversedStep, 'bookings' | 'doneAt'>[], now: Date): boolean {
  const count = steps.reduce((sum, { bookings }) => sum + bookings.length, 0);
  return count > MANY_BOOKINGS || steps.some(({ doneAt }) => now.getTime() - Date.parse(doneAt) > LONG_AGO_MS);
}
