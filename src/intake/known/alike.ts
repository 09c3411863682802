import { nameKey } from '../../bookings/name-key.ts';

/**
 * Whether two texts name the same thing. Case, Unicode form, punctuation and spaces do not count. One text may contain
 * the other as whole words ("Spin 45" and "Spin 45 with Ana").
 */
export function isAlike(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (a.replaceAll(' ', '') === b.replaceAll(' ', '')) return a !== '' || nameKey(one) === nameKey(other);
  return short.length >= MIN_PART && ` ${long} `.includes(` ${short} `);
}

/** Shorter texts occur in too many titles. */
const MIN_PART = 4;

function wordsOf(text: string): string {
  return nameKey(text.normalize('NFKC'))
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
