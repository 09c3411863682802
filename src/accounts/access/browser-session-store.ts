import type { Store } from '../../db/store.ts';
import type { Scope } from './access-token.ts';
import type { BrowserSession } from './browser-session.ts';

/** `tokenId` is that of the token that opened it. */
export async function insertSession(
  { db, userId }: Store,
  session: BrowserSession,
  hash: string,
  tokenId: string | null,
): Promise<void> {
  const { id, label, scope, createdAt, lastUsedAt, expiresAt } = session;
  const times = { created_at: createdAt, last_used_at: lastUsedAt, expires_at: expiresAt };
  await db
    .insertInto('browser_sessions')
    .values({ id, user_id: userId, secret_hash: hash, label, scope, token_id: tokenId, ...times })
    .execute();
}

/** The sessions that are open at an instant, the one used last first. */
export async function listSessionRows({ db, userId }: Store, at: string): Promise<BrowserSession[]> {
  const rows = await db
    .selectFrom('browser_sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('expires_at', '>', at)
    .orderBy('last_used_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toSession);
}

/** The session of a secret that is open at an instant; null where there is none. */
export async function findSession({ db, userId }: Store, hash: string, at: string): Promise<BrowserSession | null> {
  const row = await db
    .selectFrom('browser_sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('secret_hash', '=', hash)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return row ? toSession(row) : null;
}

export async function prolongSession(
  { db, userId }: Store,
  { id, lastUsedAt, expiresAt }: Pick<BrowserSession, 'id' | 'lastUsedAt' | 'expiresAt'>,
): Promise<void> {
  await db
    .updateTable('browser_sessions')
    .set({ last_used_at: lastUsedAt, expires_at: expiresAt })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .execute();
}

export async function deleteSession({ db, userId }: Store, id: string): Promise<void> {
  await db.deleteFrom('browser_sessions').where('user_id', '=', userId).where('id', '=', id).execute();
}

/** Removes the sessions that a token has opened. */
export async function deleteSessionsOfToken({ db, userId }: Store, tokenId: string): Promise<void> {
  await db.deleteFrom('browser_sessions').where('user_id', '=', userId).where('token_id', '=', tokenId).execute();
}

export async function deleteOldSessions({ db, userId }: Store, at: string): Promise<void> {
  await db.deleteFrom('browser_sessions').where('user_id', '=', userId).where('expires_at', '<=', at).execute();
}

interface SessionRow {
  readonly id: string;
  readonly label: string;
  readonly scope: string;
  readonly created_at: string;
  readonly last_used_at: string;
  readonly expires_at: string;
}

function toSession({ id, label, scope, created_at, last_used_at, expires_at }: SessionRow): BrowserSession {
  return { id, label, scope: scope as Scope, createdAt: created_at, lastUsedAt: last_used_at, expiresAt: expires_at };
}
