import type { Skip } from './incoming.ts';
import type { Said } from './known/recognition.ts';
import type { PlanRows } from './take-in.ts';

/** One of several documents that come in together. */
export interface IntakeDocument {
  readonly said: Said;
  /** What the reader of the document could not take. */
  readonly skipped: readonly Skip[];
  /** The `source` of bookings that name none. */
  readonly defaultSource: string;
  /** Null where the document is not a mail. */
  readonly mail: MailMark | null;
  readonly planRows?: PlanRows;
}

export interface MailMark {
  /** When it was written, in ms since 1970; null where that is unknown. */
  readonly writtenAt: number | null;
  /** A digest of its octets: equal mails have equal digests. */
  readonly digest: string;
}

/**
 * Only what is needed to take a mail in later. A text that was cut out of a mail keeps the whole mail in memory, so the
 * texts are copied.
 */
export function slimDocument({ said, skipped, defaultSource, mail }: IntakeDocument): IntakeDocument {
  return { said: JSON.parse(JSON.stringify(said)) as Said, skipped, defaultSource, mail };
}
