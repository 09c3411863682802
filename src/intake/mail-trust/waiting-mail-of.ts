import { decodeWords } from 'postal-mime';
import { foldTitle } from '../../bookings/text-fields.ts';
import type { MailKind } from '../mail/mail-words.ts';
import { senderOf } from './judge-mail.ts';
import { type MailHeaders, valuesOf } from './mail-headers.ts';
import { mailKeyOf } from './mail-key.ts';
import type { KeptReading, NewWaitingMail } from './waiting-mail.ts';

const LONGEST_TEXT = 1000;

/** Prepares a mail to wait. `why` is the reason of the judgement. */
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
    // A calendar itself says whether it books or cancels.
    kind: kind !== 'none' ? kind : said.bookings.length > 0 ? 'confirmed' : 'cancelled',
    ...{ said, defaultSource, provider, why },
  };
}
