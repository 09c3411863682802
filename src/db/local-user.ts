import type { ExpressionBuilder, Kysely } from 'kysely';
import type { SettingsIn } from './engine.ts';
import type { Schema } from './schema.ts';

/** Short, because every index begins with it. */
const LOCAL_USER = 'local';

/** Orders the row of the local user before others. */
export function localFirst(eb: ExpressionBuilder<Schema, 'users'>) {
  return eb.case().when('id', '=', LOCAL_USER).then(0).else(1).end();
}

interface LocalUser {
  readonly id: string;
  readonly settingsIn: SettingsIn;
}

/** The local user, who is the first account; undefined where there is none. */
export async function findLocalUser(kysely: Kysely<Schema>): Promise<LocalUser | undefined> {
  const existing = await kysely
    .selectFrom('users')
    .select(['id', 'settings_in'])
    // Beside other people; an older file may call the local user otherwise, who then came first.
    .orderBy((eb) => localFirst(eb))
    .orderBy('created_at')
    .orderBy('name_key')
    .limit(1)
    .executeTakeFirst();
  return existing && { id: existing.id, settingsIn: existing.settings_in as SettingsIn };
}

/** The local user. Where there is none, it is created with the name `local` and with its settings in `settingsIn`. */
export async function localUser(kysely: Kysely<Schema>, now: Date, settingsIn: SettingsIn): Promise<LocalUser> {
  const existing = await findLocalUser(kysely);
  if (existing) return existing;
  // Another process may create the user at the same time.
  await kysely
    .insertInto('users')
    .values({
      id: LOCAL_USER,
      name: LOCAL_USER,
      name_key: LOCAL_USER,
      email: null,
      settings_in: settingsIn,
      created_at: now.toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { id: LOCAL_USER, settingsIn };
}
