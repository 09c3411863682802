import { wordForTerminal } from './terminal-words.ts';
import { onlyFieldIn, type Words } from './words.ts';

/** The kind of an error. Each has its own exit code. */
export type ErrorKind = 'failure' | 'usage' | 'not_found' | 'refused' | 'storage' | 'interrupted';

/** The exit codes. They are part of the public contract. */
export const EXIT_CODES: Readonly<Record<ErrorKind, number>> = {
  failure: 1,
  usage: 2,
  not_found: 3,
  refused: 4,
  storage: 5,
  interrupted: 130,
};

/**
 * An error for people: `fact` is what is wrong, `hint` the next step, `code` a stable word for scripts. Each front end
 * words the fact and the hint; `message` is the fact in the words of the terminal. Any other thrown error is a defect of
 * numina.
 */
export class NuminaError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly fact: Words;
  readonly hint: Words | null;
  /**
   * The field of the request that is wrong, by its name in the request (`durationMinutes`, `repeat.count`): the only
   * field that the fact names. Null where it is not a single field. Front ends with fields mark it.
   */
  field: string | null;

  constructor(kind: ErrorKind, code: string, fact: Words, hint: Words | null = null, cause?: unknown) {
    super(wordForTerminal(fact), { cause });
    this.name = new.target.name;
    this.kind = kind;
    this.code = code;
    this.fact = fact;
    this.hint = hint;
    this.field = onlyFieldIn(fact);
  }
}

/** Returns what `check` returns. If it throws an error without a field, the error gets this field. */
export function inField<T>(field: string, check: () => T): T {
  const rethrow = (error: unknown): never => {
    if (error instanceof NuminaError) error.field ??= field;
    throw error;
  };
  try {
    const value = check();
    return value instanceof Promise ? (value.catch(rethrow) as T) : value;
  } catch (error) {
    return rethrow(error);
  }
}

/** A wrong command line, setting or value (exit 2). */
export class UsageError extends NuminaError {
  constructor(code: string, fact: Words, hint: Words | null = null) {
    super('usage', code, fact, hint);
  }
}

/** Something named does not exist (exit 3). */
export class NotFoundError extends NuminaError {
  constructor(code: string, fact: Words, hint: Words | null = null) {
    super('not_found', code, fact, hint);
  }
}

/** A state or a conflict does not allow it (exit 4). */
export class RefusedError extends NuminaError {
  constructor(code: string, fact: Words, hint: Words | null = null) {
    super('refused', code, fact, hint);
  }
}

/** The database is locked, full, corrupt, too new or not accessible (exit 5). */
export class StorageError extends NuminaError {
  constructor(code: string, fact: Words, hint: Words | null = null, cause?: unknown) {
    super('storage', code, fact, hint, cause);
  }
}

/** Any other failure (exit 1). */
export class FailureError extends NuminaError {
  constructor(code: string, fact: Words, hint: Words | null = null, cause?: unknown) {
    super('failure', code, fact, hint, cause);
  }
}

const LONGEST_LINE = 200;

/** The text of another program as one line for an error or a log: no control characters, at most 200 characters. */
export function oneLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+/g, ' ')
    .trim();
  return [...line].slice(0, LONGEST_LINE).join('');
}
