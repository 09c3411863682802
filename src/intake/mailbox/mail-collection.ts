/** Mails that lie together: an mbox, a folder, a Maildir. */
export interface MailCollection {
  readonly name: string;
  /** One after the other; null for one that is too large. */
  readonly mails: () => AsyncIterable<Uint8Array | null>;
  /** Whole sentences on what is there beside them. */
  readonly notes: readonly string[];
}
