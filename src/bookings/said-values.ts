import { inField, UsageError } from '../errors.ts';
import { quoted } from '../time/when.ts';
import { type Words, words } from '../words.ts';

// Checks of single values in requests. A front end passes on what a person or a program sent, of any type. `what` names
// the value in errors.

/** A text. Throws UsageError for anything else. */
export function saidText(value: unknown, what: Words): string {
  if (typeof value === 'string') return value;
  throw new UsageError('not_text', words`${what} is not text.`, 'Give text.');
}

/** A text, or undefined where it was not given. Throws UsageError for anything else. */
export function saidTextOrNothing(value: unknown, what: Words): string | undefined {
  return value === undefined ? undefined : saidText(value, what);
}

/** A boolean; false where it was not given. Throws UsageError for anything else. */
export function saidFlag(value: unknown, what: Words): boolean {
  if (value === undefined) return false;
  if (typeof value === 'boolean') return value;
  throw new UsageError('not_flag', words`${what} is neither yes nor no.`, 'Give true or false, or leave it out.');
}

/** More than anybody names, and fewer than the parameters that one query may have. */
const MOST_TEXTS = 500;

/** One text or several; undefined where none was given. Throws UsageError. */
export function saidTexts(value: unknown, what: Words): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const texts = (Array.isArray(value) ? value : [value]).map((each) => saidText(each, what));
  if (texts.length <= MOST_TEXTS) return texts.length === 0 ? undefined : texts;
  throw new UsageError('too_many', words`${what} is given ${texts.length} times.`, `At most ${MOST_TEXTS} are taken.`);
}

/** A whole number from `least` to `most`, given as a number or as digits. Throws UsageError. */
export function saidWholeNumber(value: unknown, what: Words, least: number, most: number): number {
  const isDigits = typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim());
  const number = typeof value === 'number' || isDigits ? Number(value) : Number.NaN;
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new UsageError(
    'bad_number',
    words`${what} cannot be ${value === '' ? 'empty' : wordFor(value)}.`,
    `Give a whole number from ${least} to ${most.toLocaleString('en')}.`,
  );
}

/** One of `choices`, in any case, with `-` for `_`. Throws UsageError that lists them. */
export function saidChoice<T extends string>(value: unknown, what: Words, choices: readonly T[]): T {
  const wanted = typeof value === 'string' ? value.trim().toLowerCase().replace('-', '_') : null;
  const found = choices.find((choice) => choice === wanted || choice === value);
  if (found !== undefined) return found;
  throw new UsageError(
    'bad_choice',
    words`${what} does not know “${wordFor(value)}”.`,
    `It takes ${choices.join(', ')}.`,
  );
}

/**
 * The fields of an object, without undefined ones. Throws UsageError for anything else, and for a field not in `known`.
 */
export function saidFields(value: unknown, what: Words, known: readonly string[]): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError('not_fields', words`${what} has no fields.`, `It takes ${known.join(', ')}.`);
  }
  const fields = new Map<string, unknown>(Object.entries(value).filter(([, each]) => each !== undefined));
  for (const name of fields.keys()) {
    if (!known.includes(name)) {
      inField(name, () => {
        throw new UsageError(
          'unknown_field',
          words`${what} has no field ${quoted(name)}.`,
          `It takes ${known.join(', ')}.`,
        );
      });
    }
  }
  return fields;
}

function wordFor(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return value === null ? 'nothing' : `a ${typeof value}`;
}
