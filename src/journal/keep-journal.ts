import type { BookingContext } from '../bookings/booking-context.ts';
import type { ChangeListener } from '../bookings/record-changes.ts';
import { appendEntry } from './journal-store.ts';
import { isEmptyStep, toStep } from './step.ts';

/** A listener that writes every step into the journal, in the step's own transaction. */
export function keepJournal({ clock, newId }: Pick<BookingContext, 'clock' | 'newId'>): ChangeListener {
  return async (store, changes) => {
    if (changes.isStep === false) return;
    const step = toStep(changes);
    if (isEmptyStep(step)) return;
    await appendEntry(store, {
      id: newId(),
      at: clock.now().toISOString(),
      what: changes.what,
      feed: changes.feed?.name ?? null,
      isAutomatic: changes.feed?.isAutomatic ?? false,
      step,
    });
  };
}
