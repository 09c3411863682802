import type { BookingContext } from '../bookings/booking-context.ts';
import type { ChangeListener } from '../bookings/record-changes.ts';
import { appendEntry, extendLastEntry } from './journal-store.ts';
import { isEmptyStep, toStep } from './step.ts';

/** A listener that writes every step into the journal, in the step's own transaction. */
export function keepJournal({ clock, newId }: Pick<BookingContext, 'clock' | 'newId'>): ChangeListener {
  /** The entry that each run has written last. */
  const entries = new WeakMap<object, string>();
  return async (store, changes) => {
    const { what, run } = changes;
    if (changes.isStep === false) return;
    const step = toStep(changes);
    if (isEmptyStep(step)) return;
    const begun = run && entries.get(run);
    if (begun !== undefined && (await extendLastEntry(store, begun, what, step))) return;
    const id = newId();
    await appendEntry(store, {
      ...{ id, at: clock.now().toISOString(), what, step },
      feed: changes.feed?.name ?? null,
      isAutomatic: changes.feed?.isAutomatic ?? false,
    });
    if (run) entries.set(run, id);
  };
}
