import { UsageError } from '../errors.ts';
import { scanOrNull } from './reference-words.ts';

/** The booking and the time that the words behind `again` name; undefined is not said. */
export interface AgainWords {
  readonly reference: string | undefined;
  readonly when: string | undefined;
}

/**
 * BOOKING and WHEN in the words behind `again`. `last friday` is the class of that day: nobody books the last class once
 * more for a day that has been. Throws UsageError for `next friday`, which may be the class of that day or the next class
 * on that day.
 */
export function splitAgain(words: readonly string[]): AgainWords {
  const [first, second, ...rest] = words.filter((word) => word.trim() !== '');
  const joined = `${first} ${second}`;
  const [piece, ...others] = second === undefined ? [] : (scanOrNull(joined) ?? []);
  const choice = piece?.kind === 'weekday' && others.length === 0 ? piece.choice : null;
  if (choice === 'last') return { reference: joined, when: rest.length === 0 ? undefined : rest.join(' ') };
  if (choice === 'next') {
    const at = [second, ...rest].join(' ');
    throw new UsageError(
      'reference_uncertain',
      `“${joined}” could be the class of ${joined}, or the next class on ${second}.`,
      `Write numina again "${joined}", or numina again next --at "${at}".`,
    );
  }
  const when = second === undefined ? undefined : [second, ...rest].join(' ');
  return { reference: first, when };
}
