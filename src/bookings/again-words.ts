import { UsageError } from '../errors.ts';
import { command, field, phrase, words } from '../words.ts';
import { scanOrNull } from './reference-words.ts';

/** The booking and the time that the words after `again` name; undefined where they name none. */
export interface AgainWords {
  readonly reference: string | undefined;
  readonly when: string | undefined;
}

/**
 * Splits the words after `again` into BOOKING and WHEN. `last friday` names the class of that day: nobody books a class
 * for a day in the past. `next friday` may mean the class of that day, or the next class moved to that day: it throws
 * UsageError.
 */
export function splitAgain(said: readonly string[]): AgainWords {
  const [first, second, ...rest] = said.filter((word) => word.trim() !== '');
  const joined = `${first} ${second}`;
  const [piece, ...others] = second === undefined ? [] : (scanOrNull(joined) ?? []);
  const choice = piece?.kind === 'weekday' && others.length === 0 ? piece.choice : null;
  if (choice === 'last') return { reference: joined, when: rest.length === 0 ? undefined : rest.join(' ') };
  if (choice === 'next') {
    const at = [second, ...rest].join(' ');
    throw new UsageError(
      'reference_uncertain',
      `“${joined}” could be the class of ${joined}, or the next class on ${second}.`,
      words`Write ${command('again', phrase(joined))}, or ${command('again', 'next', field('at', phrase(at)))}.`,
    );
  }
  const when = second === undefined ? undefined : [second, ...rest].join(' ');
  return { reference: first, when };
}
