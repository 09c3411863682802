import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { FailureError } from '../../errors.ts';
import { type DecodedText, decodeText } from '../decode-text.ts';
import { countParts, MAX_OCTETS, MAX_PARTS } from './mail-bounds.ts';
import { charsetsOf, partKey } from './mail-charsets.ts';
import { findEnd, type MailEnd } from './mail-end.ts';

/** Limits for forwarded mails. Each level is parsed again with everything below it. */
const MAX_MAILS = 50;
const MAX_DEPTH = 5;

/** A part of a mail that is not its text. */
export interface Part extends Attachment {
  /** The charset in its head; null where there is none. */
  readonly charset: string | null;
}

export interface ParsedMail {
  readonly email: Email;
  readonly parts: readonly Part[];
  /** Mails that it forwards as attachments. */
  readonly forwarded: readonly Email[];
  readonly end: MailEnd;
}

/** Parses a mail and its forwarded mails. Throws FailureError where they are nested too deep. */
export async function parseMail(mail: Uint8Array): Promise<ParsedMail> {
  const parts: Part[] = [];
  const forwarded: Email[] = [];
  let mails = 0;
  const collect = async (octets: Uint8Array, depth: number): Promise<Email> => {
    mails += 1;
    if (mails > MAX_MAILS || depth > MAX_DEPTH) throw badMail();
    const email = await parseParts(octets);
    const charsets = charsetsOf(octets);
    for (const part of email.attachments) {
      const charset = charsets.get(partKey(part.mimeType, part.filename)) ?? null;
      if (part.mimeType === 'message/rfc822') forwarded.push(await collect(octetsOf(part), depth + 1));
      else parts.push({ ...part, charset });
    }
    return email;
  };
  const email = await collect(mail, 0);
  return { email, parts, forwarded, end: findEnd(mail, email) };
}

async function parseParts(mail: Uint8Array): Promise<Email> {
  if (mail.length > MAX_OCTETS || countParts(mail) > MAX_PARTS) throw badMail();
  try {
    // Do not parse forwarded mails here: their parts have to be counted first.
    return await PostalMime.parse(mail, { maxRfc822NestingDepth: 0 });
  } catch (error) {
    throw badMail(error);
  }
}

function badMail(cause?: unknown): FailureError {
  return new FailureError(
    'bad_mail',
    'The mail cannot be read: it is larger than 20 MiB, has too many parts, is nested too deeply, or its head is too long.',
    'Save its calendar part as an .ics file, then import that.',
    cause,
  );
}

function octetsOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}

/** Decodes a part. The library has decoded calendar types already, by the charset of the part. */
export function decodePart(part: Part): DecodedText {
  const isDecoded = part.mimeType === 'text/calendar' || part.mimeType === 'application/ics';
  const { text, note } = decodeText(octetsOf(part), isDecoded ? null : part.charset);
  const isLost = note === null && text.includes('\ufffd');
  return {
    text: text.replace(/\r\n?/g, '\n').trim(),
    note: isLost
      ? 'The calendar in the mail has letters that cannot be read: it names no charset, or a wrong one.'
      : note,
  };
}
