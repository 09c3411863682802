import { createHash } from 'node:crypto';

/** In characters; enough that two texts never have the same by chance. */
const LENGTH = 22;

/** The tag of an answer (ETag), by what it says or depends on. */
export function tagOf(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return `"${hash.digest('base64url').slice(0, LENGTH)}"`;
}

/** Whether a list of tags in `If-Match` or `If-None-Match` has this one. An encoded answer has a weak one of the same text. */
export function matchesTag(list: string, tag: string): boolean {
  if (list.trim() === '*') return true;
  return list.split(',').some((each) => each.trim().replace(/^W\//, '') === tag);
}
