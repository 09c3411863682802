import { endBrowserSession } from '../../accounts/access/browser-session-service.ts';
import { type SignedIn, signInByLink, signInByToken } from '../../accounts/access/sign-in.ts';
import { toSignedInJson } from '../../contract/access-json.ts';
import { signInRequest } from '../../contract/schemas/access-request-schema.ts';
import { signedIn } from '../../contract/schemas/access-schema.ts';
import { command, words } from '../../words.ts';
import { accessOf } from '../access-of.ts';
import { browserName } from '../browser-name.ts';
import { defineEndpoint, type EndpointRequest } from '../endpoint.ts';
import { RequestError } from '../request-error.ts';
import { dropCookie, keepCookie } from '../session-cookie.ts';

const signIn = defineEndpoint<never, typeof signInRequest>({
  method: 'POST',
  path: '/session',
  name: 'signIn',
  summary: 'Sign a browser in by a link, which is used up, or by a token',
  scope: 'none',
  body: signInRequest,
  answer: { status: 201, schema: signedIn },
  async run({ session: door, body: { link, token }, headers, isSecure }) {
    const parts = { ...(await door.database()), clock: door.clock, newId: door.process.newId };
    const browser = browserName(headers.get('user-agent') ?? '');
    const { account, session, secret } = await openedBy(link, token, {
      link: (text) => signInByLink(parts, text, browser),
      token: (text) => signInByToken(parts, text, browser),
    });
    return { json: toSignedInJson(account.name, session), headers: { 'set-cookie': keepCookie(secret, isSecure) } };
  },
});

type Open = (text: string) => Promise<SignedIn | null>;

/** Opens a session by the one of the two that is there. Throws RequestError, which does not tell why it did not. */
async function openedBy(
  link: string | undefined,
  token: string | undefined,
  open: { readonly link: Open; readonly token: Open },
): Promise<SignedIn> {
  if ((link === undefined) === (token === undefined)) {
    throw new RequestError(422, 'link_or_token', 'Give either link or token.', {
      fields: [{ pointer: token === undefined ? '#/link' : '#/token', detail: 'Give one of link and token.' }],
    });
  }
  const opened = link === undefined ? await open.token(token ?? '') : await open.link(link);
  if (opened !== null) return opened;
  const [code, fact, hint] =
    link === undefined
      ? ([
          'wrong_token',
          'This is no token of this server.',
          words`${command('account token add')} makes one.`,
        ] as const)
      : ([
          'wrong_link',
          'This link signs nobody in: it was used, or is too old.',
          words`${command('account link')} makes another.`,
        ] as const);
  throw new RequestError(401, code, fact, { hint, headers: { 'www-authenticate': 'Bearer realm="numina"' } });
}

const signOut = defineEndpoint({
  method: 'DELETE',
  path: '/session',
  name: 'signOut',
  summary: 'Sign out the browser that asks',
  scope: 'read',
  answer: { status: 204 },
  async run({ session, caller, isSecure }: EndpointRequest) {
    if (caller?.via !== 'browser') {
      throw new RequestError(404, 'no_session', 'A token asks here, and no browser that is signed in.');
    }
    await endBrowserSession(await accessOf(session), caller.id);
    return { headers: { 'set-cookie': dropCookie(isSecure) } };
  },
});

export const SESSION = [signIn, signOut];
