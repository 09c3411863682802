import type { AccessToken, NewToken } from '../accounts/access/access-token.ts';
import type { BrowserSession } from '../accounts/access/browser-session.ts';
import type { SharedCalendar } from '../calendar/shares/share.ts';
import type {
  BrowserSessionJson,
  LinkJson,
  NewTokenJson,
  ShareJson,
  SignedInJson,
  TokenJson,
} from './schemas/access-schema.ts';

export type { LinkJson } from './schemas/access-schema.ts';

export function toLinkJson({ account, url, expiresAt }: LinkJson): LinkJson {
  return { account, url, expiresAt };
}

export function toTokenJson({ id, label, scope, createdAt, lastUsedAt }: AccessToken): TokenJson {
  return { id, label, scope, createdAt, lastUsedAt };
}

export function toNewTokenJson({ id, label, scope, token }: NewToken): NewTokenJson {
  return { id, label, scope, token };
}

export function toShareJson({ name, url, filter }: SharedCalendar): ShareJson {
  return { name, url, filter: filter as ShareJson['filter'] };
}

/** `currentId` is the id of the session that asks; null where a token does. */
export function toBrowserSessionJson(session: BrowserSession, currentId: string | null): BrowserSessionJson {
  return { ...toBrowserJson(session), isCurrent: session.id === currentId };
}

export function toSignedInJson(account: string, session: BrowserSession): SignedInJson {
  return { account, ...toBrowserJson(session) };
}

function toBrowserJson({ id, label, scope, createdAt, lastUsedAt, expiresAt }: BrowserSession) {
  return { id, label, scope, createdAt, lastUsedAt, expiresAt };
}
