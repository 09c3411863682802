import type { Database } from '../../db/engine.ts';
import type { Store } from '../../db/store.ts';
import { parseSecret } from '../../secrets/access-secret.ts';
import type { Clock } from '../../time/clock.ts';
import { HOUR_MS } from '../../time/units.ts';
import type { Account } from '../account.ts';
import { findAccountById } from '../account-store.ts';
import type { AccessToken, Scope } from './access-token.ts';
import { SESSION_MS } from './browser-session-service.ts';
import { findSession, prolongSession } from './browser-session-store.ts';
import { findToken, noteTokenUse } from './token-store.ts';

/**
 * The name of the cookie. Behind https a browser takes one with this prefix from this host alone; a neighbour in the same
 * domain cannot set it.
 */
export function cookieName(isSecure: boolean): string {
  return isSecure ? '__Host-numina' : 'numina';
}

/** Who asks, and what may be done. */
export interface Authenticated {
  readonly account: Account;
  readonly scope: Scope;
  readonly via: 'token' | 'browser';
  /** The id of the token or of the browser's session. */
  readonly id: string;
  /** The secret of a cookie that is now good for longer; else null. */
  readonly prolonged: string | null;
}

/** What of a request can say who asks. */
export interface Credentials {
  /** The headers of these names. */
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
  /** Whether the server is reached by https. */
  readonly isSecure: boolean;
}

/** How precisely the last use is kept: a change for each request would be too many. */
const USE_MS = HOUR_MS;

/**
 * Who sends a request; null for nobody. Where there is an `Authorization`, the cookie does not count. The secret of a
 * link or of a shared calendar is no token: each is looked for in its own table.
 */
export async function authenticate(
  database: Pick<Database, 'storeFor'>,
  clock: Clock,
  credentials: Credentials,
): Promise<Authenticated | null> {
  const { authorization } = credentials;
  if (authorization === undefined) {
    const secret = secretInCookie(credentials);
    return secret === null ? null : byCookie(database, clock, secret);
  }
  const [, token = ''] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
  return byToken(database, clock, token);
}

/** The token of a secret, and whose it is; null where there is none. */
export async function findTokenOf(
  { storeFor }: Pick<Database, 'storeFor'>,
  text: string,
): Promise<{ readonly token: AccessToken; readonly account: Account; readonly store: Store } | null> {
  const secret = parseSecret(text);
  if (!secret) return null;
  const store = storeFor(secret.userId);
  const token = await findToken(store, secret.hash);
  const account = token && (await ownerOf(store));
  return token && account ? { token, account, store } : null;
}

/** Whether a request says who asks, rightly or not. */
export function hasCredentials(credentials: Credentials): boolean {
  return credentials.authorization !== undefined || secretInCookie(credentials) !== null;
}

async function byToken(
  { storeFor }: Pick<Database, 'storeFor'>,
  clock: Clock,
  text: string,
): Promise<Authenticated | null> {
  const found = await findTokenOf({ storeFor }, text);
  if (!found) return null;
  const { token, account, store } = found;
  const now = clock.now();
  if (isDue(token.lastUsedAt, now)) await noteTokenUse(store, token.id, now.toISOString());
  return { account, scope: token.scope, via: 'token', id: token.id, prolonged: null };
}

async function byCookie(
  { storeFor }: Pick<Database, 'storeFor'>,
  clock: Clock,
  text: string,
): Promise<Authenticated | null> {
  const secret = parseSecret(text);
  if (!secret) return null;
  const store = storeFor(secret.userId);
  const now = clock.now();
  const session = await findSession(store, secret.hash, now.toISOString());
  const account = session && (await ownerOf(store));
  if (!session || !account) return null;
  const isProlonged = isDue(session.lastUsedAt, now);
  if (isProlonged) {
    const expiresAt = new Date(now.getTime() + SESSION_MS).toISOString();
    await prolongSession(store, { id: session.id, lastUsedAt: now.toISOString(), expiresAt });
  }
  const { id, scope } = session;
  return { account, scope, via: 'browser', id, prolonged: isProlonged ? text : null };
}

function ownerOf({ db, userId }: Store): Promise<Account | null> {
  return findAccountById(db, userId);
}

function isDue(lastUsedAt: string | null, now: Date): boolean {
  return lastUsedAt === null || now.getTime() - Date.parse(lastUsedAt) >= USE_MS;
}

/** The value of the cookie (RFC 6265 §4.2.1); null where there is none. */
function secretInCookie({ cookie = '', isSecure }: Credentials): string | null {
  const start = `${cookieName(isSecure)}=`;
  const pair = cookie.split(';').find((each) => each.trim().startsWith(start));
  return pair === undefined ? null : pair.trim().slice(start.length);
}
