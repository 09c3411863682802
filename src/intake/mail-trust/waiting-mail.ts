import { decodeWords } from 'postal-mime';
import type { InstantText } from '../../bookings/booking.ts';
import { foldTitle } from '../../bookings/text-fields.ts';
import type { Said } from '../known/recognition.ts';
import type { MailKind } from '../mail/mail-words.ts';
import { senderOf } from './judge-mail.ts';
import type { MailHeaders } from './mail-headers.ts';
import { valuesOf } from './mail-headers.ts';
import { mailKeyOf } from './mail-key.ts';

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

const LONGEST_TEXT = 1000;

/** A mail as it is to wait. `why` is what the judgement says. */
export function waitingMailOf(
  mail: { readonly octets: Uint8Array; readonly headers: MailHeaders; readonly receivedAt: Date | null },
  read: KeptReading & { readonly kind: MailKind | 'none'; readonly provider: string | null },
  why: string,
): NewWaitingMail {
  const { octets, headers, receivedAt } = mail;
  const { said, defaultSource, provider, kind } = read;
  const textOf = (name: string) => foldTitle(decodeWords(valuesOf(headers, name)[0] ?? '')).slice(0, LONGEST_TEXT);
  return {
    key: mailKeyOf(octets, headers),
    from: senderOf(headers) ?? textOf('from'),
    subject: textOf('subject'),
    receivedAt: receivedAt?.toISOString() ?? null,
    // A calendar says itself what it does.
    kind: kind !== 'none' ? kind : said.bookings.length > 0 ? 'confirmed' : 'cancelled',
    ...{ said, defaultSource, provider, why },
  };
}
