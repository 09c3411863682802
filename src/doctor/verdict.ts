import type { Words } from '../words.ts';

/** The result of a check. */
export interface Verdict {
  /** Null where there is nothing to judge: not set up, or not readable. */
  readonly ok: boolean | null;
  /** The fact, in whole sentences. */
  readonly message: Words;
  /** The next step. */
  readonly hint: Words | null;
  /** Fixes the problem. It never loses anything. */
  readonly mend?: () => void | Promise<void>;
}

export interface Check {
  /** A stable word, for scripts. */
  readonly name: string;
  readonly look: () => Verdict | Promise<Verdict>;
}

/** A verdict with the name of its check. `isMended`: it was wrong and is fixed now. Public interface. */
export interface Finding extends Omit<Verdict, 'mend'> {
  readonly check: string;
  readonly canMend: boolean;
  readonly isMended: boolean;
}

export function good(message: Words): Verdict {
  return { ok: true, message, hint: null };
}

export function bad(message: Words, hint: Words, mend?: Verdict['mend']): Verdict {
  return mend ? { ok: false, message, hint, mend } : { ok: false, message, hint };
}

export function undecided(message: Words, hint: Words | null = null): Verdict {
  return { ok: null, message, hint };
}
