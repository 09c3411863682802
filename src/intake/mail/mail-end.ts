import type { Email } from 'postal-mime';

/**
 * Whether the end of a mail is there. `unknown` is a single part in base64 whose last line is full: it may end there, and
 * it may have been cut there, on its way or where it was kept.
 */
export type MailEnd = 'whole' | 'cut' | 'unknown';

/** What may stand behind the last part is short. */
const LONGEST_END = 4000;
/** In characters. Programs write 60 to 76 (RFC 2045 §6.8). */
const SHORTEST_FULL_LINE = 60;

/**
 * Finds the end of a mail. Several parts end with the line of their kind (RFC 2046 §5.1.1). A single part has no such
 * line: it was cut where its last line has no end (RFC 5322 §2.1), or where its encoding stops halfway.
 */
export function findEnd(mail: Uint8Array, { headers }: Pick<Email, 'headers'>): MailEnd {
  const end = Buffer.from(mail.subarray(Math.max(0, mail.length - LONGEST_END))).toString('latin1');
  const head = (name: string) => headers.find(({ key }) => key === name)?.value ?? '';
  const type = head('content-type');
  const [, quoted, bare] = /\bboundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i.exec(type.slice(0, 1000)) ?? [];
  const boundary = quoted ?? bare;
  if (/^\s*multipart\//i.test(type) && boundary !== undefined) return end.includes(`--${boundary}--`) ? 'whole' : 'cut';
  if (!/[\r\n]$/.test(end)) return 'cut';
  const encoding = head('content-transfer-encoding');
  if (/quoted-printable/i.test(encoding)) return /=\r?\n$/.test(end) ? 'cut' : 'whole';
  return /base64/i.test(encoding) ? endOfBase64(end) : 'whole';
}

/** Base64 has four characters for three octets. All its lines but the last are full. */
function endOfBase64(end: string): MailEnd {
  const [last = '', before = ''] = end.trimEnd().split(/\r?\n/).reverse();
  if (last.length % 4 !== 0 && (before.length % 4 === 0 || before === '')) return 'cut';
  const isFull = last.length >= SHORTEST_FULL_LINE && last.length === before.length && !last.endsWith('=');
  return isFull ? 'unknown' : 'whole';
}
