import { saidWholeNumber } from '../../bookings/said-values.ts';
import { inField } from '../../errors.ts';
import { parseSecret } from '../../secrets/access-secret.ts';
import { DAY_MS, MINUTE_MS } from '../../time/units.ts';
import { field } from '../../words.ts';
import type { AccessContext } from './access-context.ts';
import { type OpenedSession, openBrowserSession } from './browser-session-service.ts';
import { deleteOldLinks, hasLink, insertLink, takeLink } from './link-store.ts';

const USUAL_MS = 15 * MINUTE_MS;
const MOST_DAYS = 7;

/** A link that signs one browser in, once. */
export interface SignInLink {
  /** Its secret, which is shown once. */
  readonly secret: string;
  readonly expiresAt: string;
}

/** Makes a sign-in link for 15 minutes, or for `days`. Throws UsageError. */
export async function makeLink(
  { store, clock, newSecret }: AccessContext,
  { days }: { readonly days?: string | number | undefined } = {},
): Promise<SignInLink> {
  const count = days === undefined ? null : inField('days', () => saidWholeNumber(days, field('days'), 1, MOST_DAYS));
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + (count === null ? USUAL_MS : count * DAY_MS)).toISOString();
  const secret = newSecret(store.userId);
  await store.transaction(async (inside) => {
    await deleteOldLinks(inside, now.toISOString());
    await insertLink(inside, { hash: secret.hash, createdAt: now.toISOString(), expiresAt });
  });
  return { secret: secret.text, expiresAt };
}

/** Whether a link would sign somebody in. It stays as it is: a program that looks at mails must not use it up. */
export async function isLinkOpen({ store, clock }: AccessContext, text: string): Promise<boolean> {
  const secret = parseSecret(text);
  return secret?.userId === store.userId && hasLink(store, secret.hash, clock.now().toISOString());
}

/** Uses a link up and signs the browser in, both or neither; null where the link is not there, used or too old. */
export async function useLink(context: AccessContext, text: string, browser: string): Promise<OpenedSession | null> {
  const secret = parseSecret(text);
  if (secret?.userId !== context.store.userId) return null;
  return context.store.transaction(async (store) => {
    const isOpen = await takeLink(store, secret.hash, context.clock.now().toISOString());
    return isOpen ? openBrowserSession({ ...context, store }, browser) : null;
  });
}
