import type { Piece } from '../time/english/pieces.ts';
import { scanPieces } from '../time/english/scan-pieces.ts';

/**
 * Splits the words after a command into references, each as text. Pure.
 *
 * Where every word is an id, `next`, `last` or was in quotes, each names a booking. As soon as another word is among
 * them, all words together are one reference, because such a word narrows its neighbours (`yoga fri`). The shell
 * removes quotes, but an argument with a blank inside must have had them. `next` or `last` before a quoted class name
 * belongs to that name (`next "Spin 45"`); before quoted words with a day or a time it stands alone.
 *
 * `beginsId` tells whether the id of a booking begins with a word that could also be a name, a time or a year.
 */
export function readReferences(
  words: readonly string[],
  beginsId: (word: string) => boolean = () => false,
): readonly string[] {
  const said = words.filter((word) => word.trim() !== '');
  const standsAlone = (word: string) => isQuoted(word) || isKeyword(word) || isCertainId(word) || beginsId(word);
  if (said.length === 0) return [];
  if (!said.every(standsAlone)) return [said.map((word) => word.trim()).join(' ')];
  const references: string[] = [];
  let before = '';
  for (const word of said) {
    const text = word.trim();
    if (isKeyword(before) && isQuoted(word) && !namesWhen(text)) references.push(`${references.pop()} ${text}`);
    else references.push(text);
    before = text;
  }
  return references;
}

/** The words for which {@link readReferences} needs `beginsId`: they may begin an id, but may be something else too. */
export function doubtfulIds(words: readonly string[]): readonly string[] {
  return words.length < 2 ? [] : words.filter((word) => isIdLike(word) && !isCertainId(word));
}

/** Whether a text may be an id or a prefix of one: four hexadecimal digits or more. */
export function isIdLike(text: string): boolean {
  return /^[0-9a-f]{4,8}$|^[0-9a-f]{8}-[0-9a-f-]{0,27}$/i.test(text);
}

function isKeyword(text: string): boolean {
  return /^(?:next|last)$/i.test(text.trim());
}

/** Whether a text must be an id: it is as long as a short id, with letters and digits, so neither a name nor a date. */
export function isCertainId(text: string): boolean {
  return text.length >= 8 && isIdLike(text) && /[a-f]/i.test(text) && /\d/.test(text);
}

function isQuoted(word: string): boolean {
  return /\s/.test(word);
}

function namesWhen(text: string): boolean {
  return (scanOrNull(text) ?? []).some(({ kind }) => WHEN_KINDS.has(kind));
}

/** The kinds of pieces that name a day or a time. */
export const WHEN_KINDS: ReadonlySet<Piece['kind']> = new Set([
  'date',
  'day_of_month',
  'weekday',
  'days_away',
  'clock',
  'part',
]);

/** The pieces of a text; null where it has a day or a time that cannot be read for certain. */
export function scanOrNull(text: string): Piece[] | null {
  try {
    return scanPieces(text);
  } catch {
    return null;
  }
}
