import type { Store } from '../../db/store.ts';

export async function insertLink(
  { db, userId }: Store,
  { hash, createdAt, expiresAt }: { readonly hash: string; readonly createdAt: string; readonly expiresAt: string },
): Promise<void> {
  const row = { user_id: userId, secret_hash: hash, created_at: createdAt, expires_at: expiresAt };
  await db.insertInto('sign_in_links').values(row).execute();
}

/** Whether a link can still be used at an instant. */
export async function hasLink({ db, userId }: Store, hash: string, at: string): Promise<boolean> {
  const row = await db
    .selectFrom('sign_in_links')
    .select('secret_hash')
    .where('user_id', '=', userId)
    .where('secret_hash', '=', hash)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes a link; gives whether it was there and could still be used. One of several at once gets true. */
export async function takeLink({ db, userId }: Store, hash: string, at: string): Promise<boolean> {
  const row = await db
    .deleteFrom('sign_in_links')
    .where('user_id', '=', userId)
    .where('secret_hash', '=', hash)
    .returning('expires_at')
    .executeTakeFirst();
  return row !== undefined && row.expires_at > at;
}

export async function deleteOldLinks({ db, userId }: Store, at: string): Promise<void> {
  await db.deleteFrom('sign_in_links').where('user_id', '=', userId).where('expires_at', '<=', at).execute();
}
