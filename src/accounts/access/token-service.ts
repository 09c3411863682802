import { saidChoice, saidText } from '../../bookings/said-values.ts';
import { inField } from '../../errors.ts';
import { command, field, words } from '../../words.ts';
import type { AccessContext } from './access-context.ts';
import { type AccessToken, type NewToken, type SaidToken, SCOPES } from './access-token.ts';
import { deleteSessionsOfToken } from './browser-session-store.ts';
import { findById } from './find-by-id.ts';
import { checkLabel } from './said-label.ts';
import { deleteToken, insertToken, listTokenRows } from './token-store.ts';

/** Makes a token. Its secret is in the answer and nowhere else. Throws UsageError. */
export async function addToken({ store, clock, newId, newSecret }: AccessContext, said: SaidToken): Promise<NewToken> {
  const label = checkLabel(said.label);
  const scope = inField('scope', () => saidChoice(said.scope ?? 'read', field('scope'), SCOPES));
  const secret = newSecret(store.userId);
  const token = { id: newId(), label, scope, createdAt: clock.now().toISOString(), lastUsedAt: null };
  await insertToken(store, token, secret.hash);
  return { ...token, token: secret.text };
}

/** Every token of the account, the newest last. */
export function listTokens({ store }: AccessContext): Promise<readonly AccessToken[]> {
  return listTokenRows(store);
}

/** Ends a token, which opens nothing from then on, and signs out the browsers that it let in. Throws NotFoundError, and RefusedError where the id is of several. */
export function revokeToken({ store }: AccessContext, id: string): Promise<AccessToken> {
  const hint = words`${command('account token list')} shows them with their ids.`;
  return store.transaction(async (inside) => {
    const token = findById(await listTokenRows(inside), saidText(id, 'The id'), 'token', hint);
    await deleteToken(inside, token.id);
    await deleteSessionsOfToken(inside, token.id);
    return token;
  });
}
