import type { Store } from '../../db/store.ts';
import type { AccessToken, Scope } from './access-token.ts';

export async function insertToken({ db, userId }: Store, token: AccessToken, hash: string): Promise<void> {
  const { id, label, scope, createdAt } = token;
  const row = { id, user_id: userId, secret_hash: hash, label, scope, created_at: createdAt, last_used_at: null };
  await db.insertInto('access_tokens').values(row).execute();
}

export async function listTokenRows({ db, userId }: Store): Promise<AccessToken[]> {
  const rows = await db
    .selectFrom('access_tokens')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toToken);
}

/** The token of a secret; null where there is none. */
export async function findToken({ db, userId }: Store, hash: string): Promise<AccessToken | null> {
  const row = await db
    .selectFrom('access_tokens')
    .selectAll()
    .where('user_id', '=', userId)
    .where('secret_hash', '=', hash)
    .executeTakeFirst();
  return row ? toToken(row) : null;
}

export async function noteTokenUse({ db, userId }: Store, id: string, at: string): Promise<void> {
  await db
    .updateTable('access_tokens')
    .set({ last_used_at: at })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .execute();
}

export async function deleteToken({ db, userId }: Store, id: string): Promise<void> {
  await db.deleteFrom('access_tokens').where('user_id', '=', userId).where('id', '=', id).execute();
}

interface TokenRow {
  readonly id: string;
  readonly label: string;
  readonly scope: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
}

function toToken({ id, label, scope, created_at, last_used_at }: TokenRow): AccessToken {
  return { id, label, scope: scope as Scope, createdAt: created_at, lastUsedAt: last_used_at };
}
