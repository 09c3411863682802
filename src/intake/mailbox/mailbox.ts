/** A mail as it is stored in its mailbox. */
export interface StoredMail {
  /** The name of the mail in the mailbox: the unique part of a Maildir file name, or an IMAP UID as text. Unique in it. */
  readonly key: string;
  /** When it arrived (IMAP INTERNALDATE, or mtime); null where that is not known. */
  readonly receivedAt: Date | null;
  /** The mail as it was sent (RFC 5322); null where it is larger than the limit. */
  readonly octets: Uint8Array | null;
}

/** Some mails of a mailbox, in the order of their arrival, and the position after them. */
export interface MailboxBatch {
  readonly mails: readonly StoredMail[];
  /** Saved in the transaction that takes the mails in. Only the same kind of mailbox understands it. */
  readonly cursor: string;
  /** For progress: the number of mails of this run that are done after this batch, out of `total`. */
  readonly done: number;
  readonly total: number;
}

export interface MailboxLimits {
  /** The most mails of a run. */
  readonly mails: number;
  /** The most octets of a mail. */
  readonly octets: number;
}

export const MAILBOX_LIMITS: MailboxLimits = { mails: 5000, octets: 20 * 1024 * 1024 };

/** The most mails of a batch. After an interruption, one batch is read again. */
export const MAILS_PER_BATCH = 100;

export interface MailboxReadingOptions {
  /** The cursor of an earlier run; null for the first run. */
  readonly cursor: string | null;
  /** Mails that arrived before this instant are not read. */
  readonly since: Date;
  /** Domains and addresses of the known formats. A server is asked only for their mails. */
  readonly senders: readonly string[];
  readonly limits: MailboxLimits;
  readonly signal: AbortSignal;
}

/**
 * Reads the mails that came after the cursor, in batches of at most {@link MAILS_PER_BATCH}. Gives no batch where there
 * is nothing new. The cursor of a batch means that all mails up to its end are done. Changes nothing in the mailbox.
 * Throws SourceFailure or FailureError.
 */
export type ReadMailbox<D> = (definition: D, options: MailboxReadingOptions) => AsyncIterable<MailboxBatch>;
