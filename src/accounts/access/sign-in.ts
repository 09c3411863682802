import type { Database } from '../../db/engine.ts';
import { parseSecret } from '../../secrets/access-secret.ts';
import type { Account } from '../account.ts';
import { findAccountById } from '../account-store.ts';
import { type AccessContext, accessContextOf } from './access-context.ts';
import { findTokenOf } from './authenticate.ts';
import { type OpenedSession, openBrowserSession } from './browser-session-service.ts';
import { isLinkOpen, useLink } from './link-service.ts';

/** A browser that was signed in now, and as whom. */
export interface SignedIn extends OpenedSession {
  readonly account: Account;
}

/** What signing in needs. Whose account it is, the secret says. */
interface Door extends Pick<Database, 'storeFor'>, Pick<AccessContext, 'clock' | 'newId'> {}

/** The account that a link, whole or its secret alone, would sign somebody in to; null where it would not. */
export async function findAccountOfLink(door: Door, link: string): Promise<Account | null> {
  const found = await findLink(door, link);
  return found && (await isLinkOpen(found.context, found.text)) ? found.account : null;
}

/**
 * Signs a browser in by a link, whole or its secret alone, and uses it up; null where it is not there, used or too old.
 * `browser` is what it calls itself.
 */
export async function signInByLink(door: Door, link: string, browser: string): Promise<SignedIn | null> {
  const found = await findLink(door, link);
  const opened = found && (await useLink(found.context, found.text, browser));
  return found && opened ? { ...opened, account: found.account } : null;
}

/** What a link says of itself, whether it is one or not; null where there is no such account. */
async function findLink({ storeFor, clock, newId }: Door, link: string) {
  const text = link.slice(link.lastIndexOf('/') + 1);
  const secret = parseSecret(text);
  const store = secret && storeFor(secret.userId);
  const account = store && (await findAccountById(store.db, store.userId));
  return store && account ? { text, account, context: accessContextOf({ store, clock, newId }) } : null;
}

/** Signs a browser in by an access token, which stays as it is; null where there is none. */
export async function signInByToken(
  { storeFor, clock, newId }: Door,
  token: string,
  browser: string,
): Promise<SignedIn | null> {
  const found = await findTokenOf({ storeFor }, token);
  if (!found) return null;
  const context = accessContextOf({ store: found.store, clock, newId });
  return { ...(await openBrowserSession(context, browser, found.token)), account: found.account };
}
