import { findHeadLine } from './csv/csv-columns.ts';

export type IntakeFormat = 'ics' | 'csv' | 'mail' | 'json';
/** How a document is compressed. Its first octets tell. */
export type Packing = 'gzip' | 'zip';

/** How many characters are searched for a component of a calendar or the first lines of a table. */
const LOOKED_AT = 100_000;
const COMPONENT = /^BEGIN:V[A-Z]+\s*$/im;
const OWN_JSON = /"(?:bookings|startsAt)"\s*:/;
/** MAIL_HEADER: one of these headers is in the head of every mail. ANY_HEADER: the first line of any mail. */
const MAIL_HEADER = /^(?:From|Received|Return-Path|Message-ID|MIME-Version):/im;
const ANY_HEADER = /^(?:[!-9;-~]+:|From )/;

/** Gzip (RFC 1952 §2.3.1) or zip (an empty archive too); null for anything else. */
export function detectPacking([first, second, third, fourth]: Uint8Array): Packing | null {
  if (first === 0x1f && second === 0x8b) return 'gzip';
  const isZip = first === 0x50 && second === 0x4b && (third === 3 || third === 5) && fourth === (third ?? 0) + 1;
  return isZip ? 'zip' : null;
}

/**
 * The format of a text, by its content first and by the ending of its file name second; null where neither tells. A
 * table may quote a calendar in its cells. Therefore a usable header line counts more than a component further down.
 */
export function detectFormat(text: string, fileName: string | null): IntakeFormat | null {
  const start = text
    .slice(0, LOOKED_AT)
    .replace(/^\ufeff/, '')
    .trimStart();
  const firstLine = /^(?:sep=.[\r\n]+)?([^\r\n]*)/i.exec(start)?.[1] ?? '';
  if (/^BEGIN:V/i.test(firstLine)) return 'ics';
  const table = start.replace(/^sep=.[\r\n]+/i, '');
  if (!/^[[{]/.test(start) && findHeadLine(table).isUsable) return 'csv';
  if (/^[[{]/.test(start) && OWN_JSON.test(start)) return 'json';
  const [head = ''] = start.split(/\r?\n\r?\n/, 1);
  // A mail may contain a calendar that looks readable but is folded or encoded. So test for a mail first.
  if (ANY_HEADER.test(head) && MAIL_HEADER.test(head)) return 'mail';
  if (COMPONENT.test(start)) return 'ics';
  const ending = /\.([a-z]+)$/i.exec(fileName ?? '')?.[1]?.toLowerCase() ?? '';
  if (['ics', 'ical', 'ifb', 'icalendar', 'vcs'].includes(ending)) return 'ics';
  if (ending === 'eml') return 'mail';
  if (ending === 'json') return 'json';
  return ['csv', 'tsv', 'txt'].includes(ending) ? 'csv' : null;
}
