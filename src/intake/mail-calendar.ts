import PostalMime, { type Attachment } from 'postal-mime';
import { FailureError } from '../errors.ts';
import { decodeText } from './decode-text.ts';

/**
 * The calendar in a mail (RFC 6047), in its attachments and in the mails it forwards: what confirms a booking, moves
 * or cancels it. Throws FailureError where the mail holds none or is none.
 */
export async function findCalendar(mail: Uint8Array): Promise<string> {
  const { attachments, subject } = await parseMail(mail);
  // The same calendar often comes twice, to be shown by the mail program and to be saved as a file.
  const shown = attachments.filter(({ mimeType }) => mimeType === 'text/calendar');
  const saved = attachments.filter(
    ({ mimeType, filename }) => mimeType === 'application/ics' || /\.(?:ics|ical)$/i.test(filename ?? ''),
  );
  const texts = new Set((shown.length > 0 ? shown : saved).map((part) => textOf(part)));
  if (texts.size > 0) return [...texts].join('\r\n');
  throw new FailureError(
    'no_calendar',
    subject ? `The mail “${subject}” holds no calendar.` : 'The mail holds no calendar.',
    'Record the class by hand: numina book. Some studios attach a calendar to their mails when asked to.',
  );
}

async function parseMail(mail: Uint8Array) {
  try {
    return await PostalMime.parse(mail);
  } catch (error) {
    throw new FailureError(
      'bad_mail',
      'The mail cannot be read: it is nested too deeply, or its head is too long.',
      'Save its calendar part as an .ics file, then import that.',
      error,
    );
  }
}

function textOf({ content }: Attachment): string {
  const text = typeof content === 'string' ? content : decodeText(new Uint8Array(content)).text;
  return text.replace(/\r\n?/g, '\n').trim();
}
