import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Short, because every index begins with it. */
const LOCAL_USER = 'local';

/** The id of the local user, who is created where there is none. */
export async function localUser(kysely: Kysely<Schema>, now: Date): Promise<string> {
  const existing = await kysely
    .selectFrom('users')
    .select('id')
    // Beside other people; an older file may call the local user otherwise, who then came first.
    .orderBy((eb) => eb.case().when('id', '=', LOCAL_USER).then(0).else(1).end())
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  if (existing) return existing.id;
  // Another process may create the user at the same time.
  await kysely
    .insertInto('users')
    .values({ id: LOCAL_USER, created_at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return LOCAL_USER;
}
