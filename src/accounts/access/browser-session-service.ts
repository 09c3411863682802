import { saidText } from '../../bookings/said-values.ts';
import { DAY_MS } from '../../time/units.ts';
import { words } from '../../words.ts';
import type { AccessContext } from './access-context.ts';
import type { AccessToken } from './access-token.ts';
import type { BrowserSession } from './browser-session.ts';
import { deleteOldSessions, deleteSession, insertSession, listSessionRows } from './browser-session-store.ts';
import { findById } from './find-by-id.ts';
import { labelOf } from './said-label.ts';

/** How long a browser stays signed in after it was used last. */
export const SESSION_MS = 30 * DAY_MS;

/** A session and the secret of its cookie. */
export interface OpenedSession {
  readonly session: BrowserSession;
  readonly secret: string;
}

/**
 * Signs a browser in. `browser` is what it calls itself. By a `token`, it may do what that may, and is signed out when that
 * is revoked.
 */
export async function openBrowserSession(
  context: AccessContext,
  browser: string,
  token: Pick<AccessToken, 'id' | 'scope'> | null = null,
): Promise<OpenedSession> {
  const { store, clock, newId, newSecret } = context;
  const now = clock.now();
  const secret = newSecret(store.userId);
  const at = now.toISOString();
  const expiresAt = new Date(now.getTime() + SESSION_MS).toISOString();
  const [label, scope] = [labelOf(browser, 'a browser'), token?.scope ?? 'write'];
  const session = { id: newId(), label, scope, createdAt: at, lastUsedAt: at, expiresAt };
  await store.transaction(async (inside) => {
    await deleteOldSessions(inside, at);
    await insertSession(inside, session, secret.hash, token?.id ?? null);
  });
  return { session, secret: secret.text };
}

/** The browsers that are signed in, the one used last first. */
export function listBrowserSessions({ store, clock }: AccessContext): Promise<readonly BrowserSession[]> {
  return listSessionRows(store, clock.now().toISOString());
}

/** Signs a browser out, whoever asks for it. Throws NotFoundError. */
export function endBrowserSession({ store, clock }: AccessContext, id: string): Promise<BrowserSession> {
  return store.transaction(async (inside) => {
    const open = await listSessionRows(inside, clock.now().toISOString());
    const session = findById(open, saidText(id, 'The id'), 'session', words`It may have been signed out already.`);
    await deleteSession(inside, session.id);
    return session;
  });
}
