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

/** Takes a mail apart (RFC 5322, 2045). Throws FailureError where it is no mail that can be read. */
export async function openMail(octets: Uint8Array): Promise<OpenedMail> {
  const { email, parts, forwarded } = await parseMail(octets);
  // Somebody who forwards a mail as an attachment says nothing of a class themselves.
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
