import type { Store } from '../db/store.ts';

/** The settings of a person by key, as they were stored. */
export async function readStoredSettings({ db, userId }: Store): Promise<ReadonlyMap<string, unknown>> {
  const rows = await db.selectFrom('user_settings').select(['key', 'value']).where('user_id', '=', userId).execute();
  return new Map(rows.map(({ key, value }) => [key, JSON.parse(value)]));
}

/** Stores a value, which JSON can hold; null removes the setting. */
export async function saveStoredSetting({ db, userId }: Store, key: string, value: unknown): Promise<void> {
  if (value === null) {
    await db.deleteFrom('user_settings').where('user_id', '=', userId).where('key', '=', key).execute();
    return;
  }
  const row = { user_id: userId, key, value: JSON.stringify(value) };
  await db
    .insertInto('user_settings')
    .values(row)
    .onConflict((conflict) => conflict.columns(['user_id', 'key']).doUpdateSet({ value: row.value }))
    .execute();
}
