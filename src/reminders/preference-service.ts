import type { BookingContext } from '../bookings/booking-context.ts';
import { recordChanges } from '../bookings/record-changes.ts';
import { changesPreferences, checkPreferenceChange, nothingToSet } from './check-preferences.ts';
import { describePreferenceChange } from './describe-preference-change.ts';
import { planPreferenceRows, toPreferences } from './preference-rows.ts';
import { readPreferenceRows, readPreferences } from './preference-store.ts';
import { changePreferences, type PreferenceChange, type ReminderPreferences } from './preferences.ts';
import { type SaidPreferences, toPreferenceChanges } from './said-preferences.ts';

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
  return changeAll(context, () => [change]);
}

/** Changes the preferences that are said, in general and by type, in one step. Throws UsageError. */
export async function replaceReminderPreferences(
  context: BookingContext,
  said: SaidPreferences,
): Promise<ReminderPreferences> {
  return changeAll(context, (present) => toPreferenceChanges(said, present).map(checkPreferenceChange));
}

async function changeAll(
  context: BookingContext,
  changesOf: (present: ReminderPreferences) => readonly PreferenceChange[],
): Promise<ReminderPreferences> {
  return context.store.transaction(async (store) => {
    const stored = await readPreferenceRows(store);
    const before = toPreferences(stored);
    const said: string[] = [];
    let after = before;
    for (const change of changesOf(before)) {
      const changed = changePreferences(after, change);
      if (!isSame(changed, after)) said.push(describePreferenceChange(after, change));
      after = changed;
    }
    const rows = planPreferenceRows(store.userId, stored, after, { newId: context.newId, now: context.clock.now() });
    const what = said.join('; ');
    await recordChanges(store, { what, bookings: [], classes: [], rows }, context.listeners);
    return after;
  });
}

function isSame(...preferences: readonly ReminderPreferences[]): boolean {
  const [one, other] = preferences.map(({ general, byType }) => JSON.stringify([general, [...byType]]));
  return one === other;
}
