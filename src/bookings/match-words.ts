import type { LocalDate } from '../time/civil.ts';
import type { Booking } from './booking.ts';
import { nameKey } from './name-key.ts';
import { type Direction, type NameWord, type Pick, type Reading, readWords } from './word-readings.ts';

export type { Direction, Pick } from './word-readings.ts';

// How well a booking fits the words of a reference; 0 where it does not.
/** The words are a part of the class name. */
const PART_OF_NAME = 3;
/** The words are spread over the class name, the place and the instructor. */
const AROUND = 2;
/** The words are a part of the class name, but also look like a day or a time: `sun` in Sunrise. */
const LOOKS_LIKE = 1;

/**
 * The candidates that `words` name: by a day, a time, a part of a class name, a place, an instructor, in any order. All
 * that the words say must fit. The exact name of a class wins over a part of a name, and a class name over a place.
 * Words that can be read in several ways name the bookings of all readings. With `pick`, only readings that say `next`
 * or `last` of something count (`next spin`); the result then holds all that the caller may pick from. Pure.
 */
export function matchWords(
  candidates: readonly Booking[],
  words: string,
  looks: Direction,
  today: LocalDate,
  pick: Pick | null = null,
): readonly Booking[] {
  const text = words.trim().replace(/\s+/g, ' ');
  if (text === '') return [];
  const wanted = nameKey(text);
  const exact = pick === null ? candidates.filter(({ className }) => nameKey(className) === wanted) : [];
  if (exact.length > 0) return exact;
  const readings = readWords(text).filter((reading) => reading.pick === pick);
  for (const fits of [PART_OF_NAME, AROUND, LOOKS_LIKE]) {
    const found = new Set(readings.flatMap((reading) => matchReading(candidates, reading, fits, looks, today)));
    if (found.size > 0) return candidates.filter((booking) => found.has(booking));
  }
  return [];
}

/** The picks that a reference may say: `next` for `next spin`; empty for most. */
export function picksOf(words: string): readonly Pick[] {
  return [...new Set(readWords(words).flatMap(({ pick }) => pick ?? []))];
}

function matchReading(
  candidates: readonly Booking[],
  { narrowings, name, isStrict, pick }: Reading,
  fits: number,
  looks: Direction,
  today: LocalDate,
): readonly Booking[] {
  // Nothing but words such as `on` or `at`: then they are the name.
  const isNarrowed = narrowings.length > 0 || pick !== null;
  const words = isNarrowed || name.some(({ isFiller }) => !isFiller) ? name : name.map(toWord);
  const fitOf = (booking: Booking) => fitName(booking, words, isStrict);
  let found: readonly Booking[] = candidates.filter((booking) => fitOf(booking) >= fits);
  for (const narrow of narrowings) found = narrow(found, looks, today);
  const whole = found.filter((booking) => isNamedWhole(booking, words));
  return whole.length > 0 ? whole : found;
}

function toWord({ text }: NameWord): NameWord {
  return { text, isFiller: false };
}

/** Words that stand between a name and a place or a person. */
const LINKS = new Set(['at', 'on', 'the', 'in', 'with', 'by', '@']);

function fitName({ className, location, instructor }: Booking, words: readonly NameWord[], isStrict: boolean): number {
  const said = words.filter(({ isFiller }) => !isFiller);
  if (said.length === 0) return PART_OF_NAME;
  const name = nameKey(className);
  const phrases = [words, said].map((each) => nameKey(each.map(({ text }) => text).join(' ')));
  if (phrases.some((phrase) => (isStrict ? hasPhrase(name, phrase) : name.includes(phrase)))) return PART_OF_NAME;
  const beside = wordsOf(nameKey(`${location ?? ''} ${instructor ?? ''}`));
  const isThere = (word: string) =>
    isStrict
      ? hasPhrase(name, word) || beside.includes(word)
      : name.includes(word) || beside.some((each) => each.startsWith(word));
  const loose = said.map(({ text }) => nameKey(text)).filter((word) => !LINKS.has(word));
  if (loose.length > 0 && loose.every(isThere)) return AROUND;
  return phrases.some((phrase) => name.includes(phrase)) ? LOOKS_LIKE : 0;
}

/** Whether the words contain the whole name of the class. */
function isNamedWhole({ className }: Booking, words: readonly NameWord[]): boolean {
  return hasPhrase(nameKey(words.map(({ text }) => text).join(' ')), nameKey(className));
}

/** Whether a text contains the words of a phrase one after another. */
function hasPhrase(text: string, phrase: string): boolean {
  const wanted = wordsOf(phrase);
  return wanted.length > 0 && ` ${wordsOf(text).join(' ')} `.includes(` ${wanted.join(' ')} `);
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
}
