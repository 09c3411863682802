import type { Store } from '../db/store.ts';
import { type PreferenceRows, toPreferences } from './preference-rows.ts';
import type { ReminderPreferences } from './preferences.ts';

/** The preferences of the person; the defaults where none were saved. */
export async function readPreferences(store: Store): Promise<ReminderPreferences> {
  return toPreferences(await readPreferenceRows(store));
}

/** The stored rows. */
export async function readPreferenceRows(store: Store): Promise<PreferenceRows> {
  const [general, overrides] = await store.together(
    ({ db, userId }) =>
      [
        db.selectFrom('booking_reminders').selectAll().where('user_id', '=', userId).executeTakeFirst(),
        db.selectFrom('reminder_overrides').selectAll().where('user_id', '=', userId).orderBy('class_type').execute(),
      ] as const,
  );
  return { general: general ?? null, overrides };
}
