import type { Email } from 'postal-mime';
import { type FoundCalendar, findCalendar } from './mail-calendar.ts';
import { linesOfHtml, linesOfText } from './mail-lines.ts';
import { parseMail } from './mail-parts.ts';
import type { OpenMail } from './read-mail.ts';
import { findMarked } from './schema-org.ts';

export interface OpenedMail {
  readonly mail: OpenMail;
  readonly calendar: FoundCalendar | null;
}

/** Parses a mail (RFC 5322, 2045). Throws FailureError where it cannot be read. */
export async function openMail(octets: Uint8Array): Promise<OpenedMail> {
  const { email, parts, forwarded } = await parseMail(octets);
  // Where a mail is forwarded as an attachment, the outer mail says nothing about a class.
  const said = forwarded[0] ?? email;
  return { mail: toOpenMail(said), calendar: findCalendar(parts) };
}

function toOpenMail({ from, subject = '', date, html, text = '', headers }: Email): OpenMail {
  const at = date === undefined ? Number.NaN : Date.parse(date);
  const head = {
    address: from?.address ?? '',
    name: from?.name ?? '',
    subject,
    writtenAt: Number.isNaN(at) ? null : new Date(at),
  };
  const ofHtml = html ? linesOfHtml(html) : null;
  return {
    head,
    text: ofHtml !== null && ofHtml.lines.length > 0 ? ofHtml : linesOfText(text),
    marked: html ? findMarked(html) : [],
    isBulk: headers.some(({ key }) => key === 'list-unsubscribe' || key === 'list-id'),
  };
}
