import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { FailureError } from '../../errors.ts';
import { type DecodedText, decodeText } from '../decode-text.ts';
import { countParts, MAX_PARTS } from './mail-bounds.ts';
import { charsetsOf, partKey } from './mail-charsets.ts';

/** Mails that a mail forwards are looked into, so many and so deep: all that is below is read at each level. */
const MAX_MAILS = 50;
const MAX_DEPTH = 5;

/** A part of a mail that is not its text. */
export interface Part extends Attachment {
  /** As its head names it; null where it names none. */
  readonly charset: string | null;
}

export interface ParsedMail {
  readonly email: Email;
  readonly parts: readonly Part[];
  /** The mails that it forwards as attachments, whole. */
  readonly forwarded: readonly Email[];
}

/** What a mail holds, and what those that it forwards hold. Throws FailureError where it is nested without end. */
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
  return { email, parts, forwarded };
}

async function parseParts(mail: Uint8Array): Promise<Email> {
  if (countParts(mail) > MAX_PARTS) throw badMail();
  try {
    // Mails in it are counted before they are read.
    return await PostalMime.parse(mail, { maxRfc822NestingDepth: 0 });
  } catch (error) {
    throw badMail(error);
  }
}

function badMail(cause?: unknown): FailureError {
  return new FailureError(
    'bad_mail',
    'The mail cannot be read: it has too many parts, is nested too deeply, or its head is too long.',
    'Save its calendar part as an .ics file, then import that.',
    cause,
  );
}

function octetsOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}

/** What the library takes for a calendar it has decoded already, by the charset that the part names. */
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
