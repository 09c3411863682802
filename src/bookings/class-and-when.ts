import { UsageError } from '../errors.ts';
import { type CommandPart, command, field, phrase, words } from '../words.ts';
import type { FitnessClass } from './booking.ts';
import { nameKey } from './name-key.ts';

/** CLASS and WHEN of a command line; undefined where it does not name them. */
export interface ClassAndWhen {
  readonly name: string | undefined;
  readonly when: string | undefined;
}

/** How a text reads as a time: with a day, without one (`18:00`), or not at all (null). */
export type TimeKind = 'with day' | 'without day' | null;

interface Split {
  readonly name: string;
  readonly when: string;
}

/**
 * Finds where the name of a class ends and its time begins: `Spin 45 tomorrow 18:00`, as words or as one text.
 *
 * The longest known name wins if a time follows it. A new name of several words needs a time with a day after it, and
 * no word in it may be a time word or nearly one (`isTimeWord`): otherwise a slip such as "tomorow" would become a part
 * of the name. Where no reading fits, the first word is the name; the error about the rest then tells what is wrong.
 * Throws UsageError where two known names fit.
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
  // Quotes show where the name ends, unless the time is inside them too.
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
  // A name that ends in a day (`Yoga Friday`) can also be read as a shorter name and a time.
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

export function timeGivenTwice(said: string, at: string): UsageError {
  return new UsageError(
    'two_times',
    words`The time is given twice: “${said}” and ${field('at')} ${at}.`,
    'Give it once.',
  );
}

function twoNames(one: Split, other: Split): UsageError {
  const each = [one, other].map(({ name, when }) => `“${name}” at “${when}”`).join(' or ');
  return new UsageError(
    'class_uncertain',
    `That could be ${each}.`,
    words`Put the name in quotes: ${bookIn(one)}, or ${bookIn(other)}`,
  );
}

function bookIn({ name, when }: Split): CommandPart {
  return command('book', phrase(name), ...when.split(' '));
}
