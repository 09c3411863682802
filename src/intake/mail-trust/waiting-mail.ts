import type { InstantText } from '../../bookings/booking.ts';
import type { Said } from '../known/recognition.ts';
import type { MailKind } from '../mail/mail-words.ts';

/** What was read from a mail. It is shown, and taken in when the mail is accepted. The mail itself is not kept. */
export interface KeptReading {
  readonly said: Said;
  /** The source for classes that name none. */
  readonly defaultSource: string;
}

/** A mail that waits for a decision of the person. */
export interface WaitingMail extends KeptReading {
  readonly id: string;
  readonly feedId: string;
  /** As it stands in the mail; empty where it names nobody. */
  readonly from: string;
  readonly subject: string;
  readonly receivedAt: InstantText | null;
  readonly kind: MailKind;
  /** Whole sentences. */
  readonly why: string;
}

export interface NewWaitingMail extends Omit<WaitingMail, 'id' | 'feedId'> {
  readonly key: string;
  /** The format that knows its sender; null for none. */
  readonly provider: string | null;
}

/**
 * The most mails of one provider that may wait, and the most of unknown senders. Further mails are left out, so that a
 * flood cannot remove mails that the person has not seen yet.
 */
export const MOST_WAITING = 50;
/** In characters of JSON: about a hundred classes. A longer mail has to be imported by hand. */
export const LONGEST_KEPT = 200_000;

/** For each id, its shortest beginning of at least four characters that no other id has. */
export function shortLabels(ids: readonly string[]): ReadonlyMap<string, string> {
  const labelOf = (id: string) => {
    let length = 4;
    while (length < id.length && ids.some((other) => other !== id && other.startsWith(id.slice(0, length))))
      length += 1;
    return id.slice(0, length);
  };
  return new Map(ids.map((id) => [id, labelOf(id)]));
}
