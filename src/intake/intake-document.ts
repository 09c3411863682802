import type { Skip } from './incoming.ts';
import type { Said } from './known/recognition.ts';
import type { PlanRows } from './take-in.ts';

/** One of several documents that come in together. */
export interface IntakeDocument {
  readonly said: Said;
  /** What its reader could not take. */
  readonly skipped: readonly Skip[];
  /** The source of what names none. */
  readonly defaultSource: string;
  /** Null where it is no mail. */
  readonly mail: MailMark | null;
  readonly planRows?: PlanRows;
}

export interface MailMark {
  /** When it was written, in ms since 1970; null where nobody knows. */
  readonly writtenAt: number | null;
  /** Made of its octets: the same mail has the same. */
  readonly digest: string;
}
