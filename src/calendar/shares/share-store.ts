import { nameKey } from '../../bookings/name-key.ts';
import type { Store } from '../../db/store.ts';
import type { SharedFilter } from './share.ts';

export interface ShareRow {
  readonly id: string;
  readonly name: string;
  readonly filter: SharedFilter;
  readonly hash: string;
}

/** Adds a shared calendar unless the name is taken; gives whether it did. */
export async function insertShare({ db, userId }: Store, row: ShareRow, createdAt: string): Promise<boolean> {
  const { id, name, filter, hash } = row;
  const named = { name, name_key: nameKey(name), filter: JSON.stringify(filter) };
  const { numInsertedOrUpdatedRows: count } = await db
    .insertInto('shared_calendars')
    .values({ id, user_id: userId, secret_hash: hash, ...named, created_at: createdAt })
    .onConflict((conflict) => conflict.columns(['user_id', 'name_key']).doNothing())
    .executeTakeFirst();
  return count === 1n;
}

export async function listShareRows({ db, userId }: Store): Promise<ShareRow[]> {
  const rows = await db
    .selectFrom('shared_calendars')
    .select(['id', 'name', 'filter', 'secret_hash'])
    .where('user_id', '=', userId)
    .orderBy('name_key')
    .execute();
  return rows.map(toShare);
}

/** The calendar of a name in any case; null where there is none. */
export async function findShareByName({ db, userId }: Store, name: string): Promise<ShareRow | null> {
  const row = await db
    .selectFrom('shared_calendars')
    .select(['id', 'name', 'filter', 'secret_hash'])
    .where('user_id', '=', userId)
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst();
  return row ? toShare(row) : null;
}

/** The calendar of a secret; null where there is none. */
export async function findShareByHash({ db, userId }: Store, hash: string): Promise<ShareRow | null> {
  const row = await db
    .selectFrom('shared_calendars')
    .select(['id', 'name', 'filter', 'secret_hash'])
    .where('user_id', '=', userId)
    .where('secret_hash', '=', hash)
    .executeTakeFirst();
  return row ? toShare(row) : null;
}

export async function deleteShare({ db, userId }: Store, id: string): Promise<void> {
  await db.deleteFrom('shared_calendars').where('user_id', '=', userId).where('id', '=', id).execute();
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly filter: string;
  readonly secret_hash: string;
}

function toShare({ id, name, filter, secret_hash }: Row): ShareRow {
  return { id, name, filter: JSON.parse(filter) as SharedFilter, hash: secret_hash };
}
