import type { BookingContext } from '../bookings/booking-context.ts';
import { recordChanges } from '../bookings/record-changes.ts';
import { changesPreferences, checkPreferenceChange, nothingToSet } from './check-preferences.ts';
import { describePreferenceChange } from './describe-preference-change.ts';
import { planPreferenceRows, toPreferences } from './preference-rows.ts';
import { readPreferenceRows, readPreferences } from './preference-store.ts';
import { changePreferences, type PreferenceChange, type ReminderPreferences } from './preferences.ts';

export async function readReminderPreferences({ store }: Pick<BookingContext, 'store'>): Promise<ReminderPreferences> {
  return readPreferences(store);
}

/** Changes the preferences in one step and returns the new ones. Throws UsageError. */
export async function saveReminderPreferences(
  context: BookingContext,
  said: PreferenceChange,
): Promise<ReminderPreferences> {
  const change = checkPreferenceChange(said);
  if (!changesPreferences(change)) throw nothingToSet();
  return context.store.transaction(async (store) => {
    const stored = await readPreferenceRows(store);
    const before = toPreferences(stored);
    const after = changePreferences(before, change);
    const rows = planPreferenceRows(store.userId, stored, after, { newId: context.newId, now: context.clock.now() });
    const what = describePreferenceChange(before, change);
    await recordChanges(store, { what, bookings: [], classes: [], rows }, context.listeners);
    return after;
  });
}
