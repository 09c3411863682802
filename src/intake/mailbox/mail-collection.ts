/** Several mails in one place: an mbox, a folder, a Maildir. */
export interface MailCollection {
  readonly name: string;
  /** The mails, one after the other; null for a mail that is too large. */
  readonly mails: () => AsyncIterable<Uint8Array | null>;
  /** Whole sentences about what else is there. */
  readonly notes: readonly string[];
}
