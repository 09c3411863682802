import type { Piece } from '../time/english/pieces.ts';
import { scanPieces } from '../time/english/scan-pieces.ts';

/**
 * The references that the words behind a command are, each as text. Pure.
 *
 * Ids, `next`, `last` and words in quotes name a booking each. Any other word narrows what stands beside it, so all of
 * them together are then one reference: words that could be read as several are one. A command line keeps no quotes,
 * but an argument with a blank in it must have had them. `next` and `last` before the quoted name of a class belong to
 * it, as they do before a name of one word; before quoted words with a day or a time they stand alone.
 *
 * `beginsId` says whether a booking's id begins so; it is asked about words that may as well be names, times or years.
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

/** The words that {@link readReferences} asks about: they look like the beginning of an id, and like something else. */
export function doubtfulIds(words: readonly string[]): readonly string[] {
  return words.length < 2 ? [] : words.filter((word) => isIdLike(word) && !isCertainId(word));
}

/** Four hexadecimal digits or more: an id, or the beginning of one. */
export function isIdLike(text: string): boolean {
  return /^[0-9a-f]{4,8}$|^[0-9a-f]{8}-[0-9a-f-]{0,27}$/i.test(text);
}

/** `next` or `last`, by itself. */
export function isKeyword(text: string): boolean {
  return /^(?:next|last)$/i.test(text.trim());
}

/** Long enough for one that a screen shows, with letters and digits: neither a name nor a date. */
export function isCertainId(text: string): boolean {
  return text.length >= 8 && isIdLike(text) && /[a-f]/i.test(text) && /\d/.test(text);
}

function isQuoted(word: string): boolean {
  return /\s/.test(word);
}

function namesWhen(text: string): boolean {
  return (scanOrNull(text) ?? []).some(({ kind }) => WHEN_KINDS.has(kind));
}

/** The kinds of pieces that say when a class is. */
export const WHEN_KINDS: ReadonlySet<Piece['kind']> = new Set([
  'date',
  'day_of_month',
  'weekday',
  'days_away',
  'clock',
  'part',
]);

/** What a text says of time; null where it names a day or a time that nobody could be sure of. */
export function scanOrNull(text: string): Piece[] | null {
  try {
    return scanPieces(text);
  } catch {
    return null;
  }
}
