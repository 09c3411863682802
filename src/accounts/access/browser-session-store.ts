import type { Store } from '../../db/store.ts';
import type { BrowserSession } from './browser-session.ts';

export async function insertSession({ db, userId }: Store, session: BrowserSession, hash: string): Promise<void> {
  const { id, label, createdAt, lastUsedAt, expiresAt } = session;
  const times = { created_at: createdAt, last_used_at: lastUsedAt, expires_at: expiresAt };
  await db
    .insertInto('browser_sessions')
    .values({ id, user_id: userId, secret_hash: hash, label, ...times })
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

export async function deleteOldSessions({ db, userId }: Store, at: string): Promise<void> {
  await db.deleteFrom('browser_sessions').where('user_id', '=', userId).where('expires_at', '<=', at).execute();
}

interface SessionRow {
  readonly id: string;
  readonly label: string;
  readonly created_at: string;
  readonly last_used_at: string;
  readonly expires_at: string;
}

function toSession({ id, label, created_at, last_used_at, expires_at }: SessionRow): BrowserSession {
  return { id, label, createdAt: created_at, lastUsedAt: last_used_at, expiresAt: expires_at };
}
