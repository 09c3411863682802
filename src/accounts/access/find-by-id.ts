import { NotFoundError, RefusedError } from '../../errors.ts';
import type { Words } from '../../words.ts';

const SHORTEST_PREFIX = 4;

/** The row of an id, or of a prefix of it that no other has. Throws NotFoundError, and RefusedError where several have it. */
export function findById<T extends { readonly id: string }>(
  rows: readonly T[],
  said: string,
  what: string,
  hint: Words,
): T {
  const word = said.trim().toLowerCase();
  const found = rows.filter(({ id }) => id === word || (word.length >= SHORTEST_PREFIX && id.startsWith(word)));
  const [only] = found;
  if (only && found.length === 1) return only;
  if (only)
    throw new RefusedError(`ambiguous_${what}`, `“${said.toWellFormed()}” names ${found.length} of them.`, hint);
  throw new NotFoundError(`no_such_${what}`, `There is no ${what} “${said.toWellFormed()}”.`, hint);
}
