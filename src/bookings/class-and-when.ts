import { UsageError } from '../errors.ts';
import type { FitnessClass } from './booking.ts';
import { nameKey } from './name-key.ts';

/** CLASS and WHEN as one command line names them; undefined is not said. */
export interface ClassAndWhen {
  readonly name: string | undefined;
  readonly when: string | undefined;
}

/** What a text is as a time: one that names its day, one without (`18:00`), or none. */
export type TimeKind = 'with day' | 'without day' | null;

interface Split {
  readonly name: string;
  readonly when: string;
}

/**
 * Where the name of a class ends and its time begins, in words that may be both: `Spin 45 tomorrow 18:00`, or one text
 * `Yoga tomorrow 18:00`. The longest known name of a class wins where what follows is a time. A new name of several
 * words must be followed by a time with its day, and have no word in it that says something of time or nearly does
 * (`isTimeWord`): else a slip such as "tomorow" would be a part of the name. Where the words are read in no way, the
 * first is the name, so that what is wrong with the rest is told. Throws UsageError where two known names fit.
 */
export async function splitClassAndWhen(
  words: readonly string[],
  classes: readonly Pick<FitnessClass, 'name'>[],
  timeKindOf: (text: string) => Promise<TimeKind>,
  isTimeWord: (word: string) => Promise<boolean>,
): Promise<ClassAndWhen> {
  const said = words.filter((word) => word.trim() !== '');
  const [first = '', ...rest] = said;
  const asTyped = { name: said[0], when: rest.length === 0 ? undefined : rest.join(' ') };
  const keys = classes.map(({ name }) => nameKey(name));
  const isKnown = (name: string) => keys.includes(nameKey(name));
  // Quotes say where the name ends, unless they hold the time as well.
  if (/\s/.test(first.trim()) && rest.length > 0) return asTyped;
  const tokens = rest.length === 0 ? first.trim().split(/\s+/) : said;
  if (tokens.length < 2) return asTyped;

  const whole = tokens.join(' ');
  if (isKnown(whole)) return { name: whole, when: undefined };
  const splits = tokens.slice(1).map(
    (_, index): Split => ({
      name: tokens.slice(0, index + 1).join(' '),
      when: tokens.slice(index + 1).join(' '),
    }),
  );
  const kinds = new Map<Split, TimeKind>();
  for (const split of splits) kinds.set(split, await timeKindOf(split.when));
  const timed = splits.filter((split) => kinds.get(split));

  const begins = ({ name }: Split) => keys.some((key) => key.startsWith(nameKey(name)));
  const known = timed.findLast(({ name }) => isKnown(name));
  // The name of a class that ends in a day leaves another time to its first words.
  const shorter = known && timed.find((split) => split.name.length < known.name.length && begins(split));
  if (known && shorter) throw twoNames(shorter, known);
  const prefix = known ?? timed.find(begins);
  if (prefix) return prefix;
  const unread = splits.findLast(({ name }) => isKnown(name));
  if (unread) return unread;
  if ((await timeKindOf(whole)) === 'with day') return { name: undefined, when: whole };
  for (const split of timed) {
    if (!split.name.includes(' ')) return split;
    if (kinds.get(split) !== 'with day') continue;
    const areNames = await Promise.all(
      split.name
        .split(' ')
        .slice(1)
        .map(async (word) => !(await isTimeWord(word))),
    );
    if (areNames.every(Boolean)) return split;
  }
  return asTyped;
}

export function timeGivenTwice(words: string, at: string): UsageError {
  return new UsageError('two_times', `The time is given twice: “${words}” and --at ${at}.`, 'Give it once.');
}

function twoNames(one: Split, other: Split): UsageError {
  const each = [one, other].map(({ name, when }) => `“${name}” at “${when}”`).join(' or ');
  return new UsageError(
    'class_uncertain',
    `That could be ${each}.`,
    `Put the name in quotes: numina book "${one.name}" ${one.when}, or numina book "${other.name}" ${other.when}`,
  );
}
