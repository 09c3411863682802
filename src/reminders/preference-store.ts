import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { type PreferenceRows, toPreferences } from './preference-rows.ts';
import type { ReminderPreferences } from './preferences.ts';

type Connection = Kysely<Schema> | Transaction<Schema>;

/** The person's preferences; the defaults where none were ever saved. */
export async function readPreferences(db: Connection, userId: string): Promise<ReminderPreferences> {
  return toPreferences(await readPreferenceRows(db, userId));
}

/** As they are written, by {@link PreferenceRows}. */
export async function readPreferenceRows(db: Connection, userId: string): Promise<PreferenceRows> {
  const general = await db.selectFrom('booking_reminders').selectAll().where('user_id', '=', userId).executeTakeFirst();
  const overrides = await db
    .selectFrom('reminder_overrides')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('class_type')
    .execute();
  return { general: general ?? null, overrides };
}
