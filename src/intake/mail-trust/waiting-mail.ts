import type { InstantText } from '../../bookings/booking.ts';
import type { Said } from '../known/recognition.ts';
import type { MailKind } from '../mail/mail-words.ts';

/** What was read of a mail: that is what is shown of it, and what is taken. The mail itself is not kept. */
export interface KeptReading {
  readonly said: Said;
  /** The source of what names none. */
  readonly defaultSource: string;
}

/** A mail that waits for the person's word. */
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
 * So many mails of one provider may wait, and so many of senders that no format knows. Those that wait stay: who floods
 * a mailbox must not push out what a person has not looked at yet.
 */
export const MOST_WAITING = 50;
/** In characters of JSON: some hundred classes. What says more is imported by hand. */
export const LONGEST_KEPT = 200_000;

/** For each id its shortest beginning, of four characters or more, that no other of them has. */
export function shortLabels(ids: readonly string[]): ReadonlyMap<string, string> {
  const labelOf = (id: string) => {
    let length = 4;
    while (length < id.length && ids.some((other) => other !== id && other.startsWith(id.slice(0, length))))
      length += 1;
    return id.slice(0, length);
  };
  return new Map(ids.map((id) => [id, labelOf(id)]));
}
