import { domainToASCII } from 'node:url';
import { addressParser, type Email } from 'postal-mime';
import { DAY_MS } from '../../time/units.ts';
import type { MailHead } from './forwarded.ts';
import { cleanLine } from './mail-lines.ts';

/** The longest time that a mail travels, or that a clock is wrong. */
const LONGEST_WAY_MS = 7 * DAY_MS;

/** The sender, time and subject of a mail, as far as they are certain. */
export function headOf({ from, subject = '', date, headers }: Email): MailHead {
  const senders = headers.filter(({ key }) => key === 'from').flatMap(({ value }) => addressParser(value));
  const written = instantIn(date ?? '');
  const arrived = instantIn(
    headers
      .find(({ key }) => key === 'received')
      ?.value.split(';')
      .at(-1) ?? '',
  );
  return {
    // With several senders, it is not known who wrote the mail.
    address: senders.length === 1 && from?.address !== undefined ? inLetters(from.address) : '',
    name: cleanLine(from?.name ?? ''),
    subject: cleanLine(subject),
    writtenAt: isBelieved(written, arrived) ? written : arrived,
  };
}

/** The `Date` of the sender counts where it is near the time at which the server received the mail. */
function isBelieved(written: Date | null, arrived: Date | null): written is Date {
  if (written === null || arrived === null) return written !== null;
  return Math.abs(written.getTime() - arrived.getTime()) <= LONGEST_WAY_MS;
}

function instantIn(text: string): Date | null {
  // In brackets stands the zone again, or anything.
  const at = Date.parse(text.replace(/\([^()]*\)/g, ' ').trim());
  return Number.isNaN(at) ? null : new Date(at);
}

/** An address with its domain in ASCII letters (RFC 5890), as formats and servers have it. */
function inLetters(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(address.slice(at + 1));
  return domain === '' ? address : `${address.slice(0, at)}@${domain}`;
}
