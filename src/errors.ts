/** What went wrong, as a person would sort it; each kind is one exit code. */
export type ErrorKind = 'failure' | 'usage' | 'not_found' | 'refused' | 'storage' | 'interrupted';

/** The exit-code table of the public contract. */
export const EXIT_CODES: Readonly<Record<ErrorKind, number>> = {
  failure: 1,
  usage: 2,
  not_found: 3,
  refused: 4,
  storage: 5,
  interrupted: 130,
};

/**
 * An error a person is meant to read: `message` is the fact, `hint` the next step, `code` a stable
 * word for scripts. Anything else that is thrown is a defect of the program.
 */
export class NuminaError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly hint: string | null;
  /**
   * The field of what was said that is wrong, by its name in the request (`durationMinutes`, `repeat.count`); null
   * where it is no single one. Front ends that have fields point at it.
   */
  field: string | null = null;

  constructor(kind: ErrorKind, code: string, message: string, hint: string | null = null, cause?: unknown) {
    super(message, { cause });
    this.name = new.target.name;
    this.kind = kind;
    this.code = code;
    this.hint = hint;
  }
}

/** Gives what `check` gives. Where its error names no field, the error gets this one. */
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

/** The command line, a setting or a value in it is wrong (exit 2). */
export class UsageError extends NuminaError {
  constructor(code: string, message: string, hint: string | null = null) {
    super('usage', code, message, hint);
  }
}

/** What was named is not there (exit 3). */
export class NotFoundError extends NuminaError {
  constructor(code: string, message: string, hint: string | null = null) {
    super('not_found', code, message, hint);
  }
}

/** A state or a conflict forbids it (exit 4). */
export class RefusedError extends NuminaError {
  constructor(code: string, message: string, hint: string | null = null) {
    super('refused', code, message, hint);
  }
}

/** The database is locked, full, corrupt, newer or out of reach (exit 5). */
export class StorageError extends NuminaError {
  constructor(code: string, message: string, hint: string | null = null, cause?: unknown) {
    super('storage', code, message, hint, cause);
  }
}

/** The work could not be done for any other reason (exit 1). */
export class FailureError extends NuminaError {
  constructor(code: string, message: string, hint: string | null = null, cause?: unknown) {
    super('failure', code, message, hint, cause);
  }
}

const LONGEST_LINE = 200;

/** What another program said, as one line fit for an error or a log: no control characters, at most 200 characters. */
export function oneLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+/g, ' ')
    .trim();
  return [...line].slice(0, LONGEST_LINE).join('');
}
