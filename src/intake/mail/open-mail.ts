import type { Email } from 'postal-mime';
import { isBeyondReading } from './mail-bounds.ts';
import { type FoundCalendar, findCalendar } from './mail-calendar.ts';
import type { MailEnd } from './mail-end.ts';
import { headOf } from './mail-head.ts';
import { linesOfHtml, linesOfText, type MailLine, type MailText } from './mail-lines.ts';
import { parseMail } from './mail-parts.ts';
import type { OpenMail } from './read-mail.ts';
import { findMarked } from './schema-org.ts';

export interface OpenedMail {
  readonly mail: OpenMail;
  readonly calendar: FoundCalendar | null;
}

/** Parses a mail (RFC 5322, 2045). Throws FailureError where it cannot be read. */
export async function openMail(octets: Uint8Array): Promise<OpenedMail> {
  const { email, parts, forwarded, end } = await parseMail(octets);
  // A person who forwards a mail as an attachment says nothing about a class themselves.
  const said = forwarded[0] ?? email;
  return { mail: toOpenMail(said, end), calendar: findCalendar(parts) };
}

const NOTHING: MailText = { lines: [], links: [] };

function toOpenMail(email: Email, end: MailEnd): OpenMail {
  const { html = '', text = '', headers } = email;
  const isReadable = !isBeyondReading(html) && !isBeyondReading(text);
  const read = isReadable ? textOf(html, text) : NOTHING;
  return {
    head: headOf(email),
    text: { ...read, lines: completeLines(read.lines, end) },
    marked: isReadable && html !== '' ? findMarked(html) : [],
    isCutOff: end === 'cut',
    isBulk: headers.some(({ key }) => key === 'list-unsubscribe' || key === 'list-id'),
  };
}

/**
 * The lines that are surely complete. The last line of a mail that was cut is not. Where that is not known, only a number
 * at its end would mislead: "6:3" and "6:30 P" are other times than "6:30 PM".
 */
function completeLines(lines: readonly MailLine[], end: MailEnd): readonly MailLine[] {
  const isCertain = end === 'whole' || (end === 'unknown' && !OPEN_NUMBER.test(lines.at(-1)?.text ?? ''));
  return isCertain ? lines : lines.slice(0, -1);
}

const OPEN_NUMBER = /\d[^\s.!?]*(?:\s\p{L}{0,2})?$/u;

function textOf(html: string, text: string): MailText {
  const ofHtml = html === '' ? NOTHING : linesOfHtml(html);
  return ofHtml.lines.length > 0 ? ofHtml : linesOfText(text);
}
