/** What one check has found. */
export interface Verdict {
  /** Null where there is nothing to judge: it is not set up, or cannot be looked at. */
  readonly ok: boolean | null;
  /** The fact: whole sentences. */
  readonly message: string;
  /** What to do. */
  readonly hint: string | null;
  /** Mends it in a way by which nothing can be lost. */
  readonly mend?: () => void | Promise<void>;
}

export interface Check {
  /** A word that stays, for scripts. */
  readonly name: string;
  readonly look: () => Verdict | Promise<Verdict>;
}

/** A verdict with the name of its check; `isMended` where it was wrong before. Public interface. */
export interface Finding extends Omit<Verdict, 'mend'> {
  readonly check: string;
  readonly canMend: boolean;
  readonly isMended: boolean;
}

export function good(message: string): Verdict {
  return { ok: true, message, hint: null };
}

export function bad(message: string, hint: string, mend?: Verdict['mend']): Verdict {
  return mend ? { ok: false, message, hint, mend } : { ok: false, message, hint };
}

export function undecided(message: string, hint: string | null = null): Verdict {
  return { ok: null, message, hint };
}
