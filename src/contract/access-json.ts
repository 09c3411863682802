import type { AccessToken, NewToken } from '../accounts/access/access-token.ts';
import type { SharedCalendar } from '../calendar/shares/share.ts';
import type { LinkJson, NewTokenJson, ShareJson, TokenJson } from './schemas/access-schema.ts';

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
