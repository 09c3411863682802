/** A mail as its mailbox holds it. */
export interface StoredMail {
  /** What the mailbox calls it: the unique part of a Maildir name, an IMAP UID as text. Never twice within one `validity`. */
  readonly key: string;
  /** When it arrived (IMAP INTERNALDATE, mtime); null where that is not told. */
  readonly receivedAt: Date | null;
  /** The mail as it was sent (RFC 5322); null where it is larger than the limit. */
  readonly octets: Uint8Array | null;
}

/** Some mails of a mailbox, in the order of their arrival, and where reading has come to with them. */
export interface MailboxBatch {
  readonly mails: readonly StoredMail[];
  /** To be remembered in the transaction that takes the mails in; read again by the same kind of mailbox alone. */
  readonly cursor: string;
  /** Of how many mails of this run (`total`) this batch ends with which (`done`), for progress. */
  readonly done: number;
  readonly total: number;
}

export interface MailboxLimits {
  /** So many mails a run. */
  readonly mails: number;
  /** So many octets a mail. */
  readonly octets: number;
}

export const MAILBOX_LIMITS: MailboxLimits = { mails: 5000, octets: 20 * 1024 * 1024 };

/** How many mails a batch has at most: what an interruption repeats. */
export const MAILS_PER_BATCH = 100;

export interface MailboxReadingOptions {
  /** Where an earlier run has come to; null at the first. */
  readonly cursor: string | null;
  /** Mails that arrived before this instant are left alone. */
  readonly since: Date;
  /** Domains and addresses of the known formats: a server is asked for these alone. */
  readonly senders: readonly string[];
  readonly limits: MailboxLimits;
  readonly signal: AbortSignal;
}

/**
 * Reads what has come since the cursor, in batches of at most {@link MAILS_PER_BATCH}; none where there is nothing new.
 * The cursor of a batch says that all up to its end is done. Changes nothing in the mailbox. Throws SourceFailure or
 * FailureError.
 */
export type ReadMailbox<D> = (definition: D, options: MailboxReadingOptions) => AsyncIterable<MailboxBatch>;
