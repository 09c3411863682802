import type { Email } from 'postal-mime';
import { isBeyondReading } from './mail-bounds.ts';
import { type FoundCalendar, findCalendar } from './mail-calendar.ts';
import { headOf } from './mail-head.ts';
import { linesOfHtml, linesOfText, type MailText } from './mail-lines.ts';
import { parseMail } from './mail-parts.ts';
import type { OpenMail } from './read-mail.ts';
import { findMarked } from './schema-org.ts';

export interface OpenedMail {
  readonly mail: OpenMail;
  readonly calendar: FoundCalendar | null;
}

/** Parses a mail (RFC 5322, 2045). Throws FailureError where it cannot be read. */
export async function openMail(octets: Uint8Array): Promise<OpenedMail> {
  const { email, parts, forwarded, isCutOff } = await parseMail(octets);
  // A person who forwards a mail as an attachment says nothing about a class themselves.
  const said = forwarded[0] ?? email;
  return { mail: toOpenMail(said, isCutOff), calendar: findCalendar(parts) };
}

const NOTHING: MailText = { lines: [], links: [] };

function toOpenMail(email: Email, isCutOff: boolean): OpenMail {
  const { html = '', text = '', headers } = email;
  const isReadable = !isBeyondReading(html) && !isBeyondReading(text);
  const read = isReadable ? textOf(html, text) : NOTHING;
  return {
    head: headOf(email),
    // The last line of a mail that was cut off may be incomplete.
    text: isCutOff ? { ...read, lines: read.lines.slice(0, -1) } : read,
    marked: isReadable && html !== '' ? findMarked(html) : [],
    isCutOff,
    isBulk: headers.some(({ key }) => key === 'list-unsubscribe' || key === 'list-id'),
  };
}

function textOf(html: string, text: string): MailText {
  const ofHtml = html === '' ? NOTHING : linesOfHtml(html);
  return ofHtml.lines.length > 0 ? ofHtml : linesOfText(text);
}
