import { randomBytes } from 'node:crypto';

/** A mail that somebody has made to do harm. */
export interface HostileMail {
  readonly name: string;
  readonly make: () => Buffer;
}

const MB = 1_000_000;
const HEAD = [
  'From: Momence <momence@mail.momence.com>',
  'To: alex@example.org',
  'Subject: Booking confirmed',
  'Date: Mon, 23 Nov 2026 12:00:00 +0000',
  'MIME-Version: 1.0',
];
const BODY = '<p>Your booking is confirmed.</p><p>Class: Yin</p><p>When: Thursday, December 3, 2026, 6:00 PM</p>';

function mail(...lines: readonly string[]): Buffer {
  return Buffer.from([...HEAD, ...lines].join('\r\n'));
}

const html = (body: string) => mail('Content-Type: text/html; charset=utf-8', '', body, '');
const plain = (body: string) => mail('Content-Type: text/plain; charset=utf-8', '', body, '');

function nested(depth: number): Buffer {
  const open = Array.from(
    { length: depth },
    (_, level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`,
  );
  return mail('Content-Type: multipart/mixed; boundary=b0', '', open.join(''), `--b${depth}`, '', 'x', '');
}

function parts(count: number): Buffer {
  const each = '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n';
  return mail('Content-Type: multipart/mixed; boundary=b', '', each.repeat(count), '--b--', '');
}

function jsonLd(value: string): Buffer {
  return html(`<script type="application/ld+json">${value}</script>${BODY}`);
}

export const HOSTILE_MAILS: readonly HostileMail[] = [
  ['a part of 100 MB', () => Buffer.concat([mail('Content-Type: text/html', '', ''), Buffer.alloc(100 * MB, 0x61)])],
  ['a part of 19 MB', () => html(`${BODY}${'a'.repeat(19 * MB)}`)],
  ['an attachment of 19 MB', () => attachment(19 * MB)],
  ['10,000 parts', () => parts(10_000)],
  ['500 parts', () => parts(490)],
  ['parts nested 200 deep', () => nested(200)],
  ['parts nested 2,000 deep', () => nested(2000)],
  ['mails nested 40 deep', () => nestedMails(40)],
  ['100,000 nested tags', () => html(BODY + '<b>'.repeat(100_000))],
  ['10 MB of <div>', () => html(BODY + '<div>'.repeat(2 * MB))],
  ['10 MB of <div> and their ends', () => html(BODY + '<div></div>'.repeat(MB))],
  ['10 MB of one tag without an end', () => html(`${BODY}<a ${'x="y" '.repeat(1.5 * MB)}`)],
  ['10 MB of <', () => html(BODY + '<'.repeat(10 * MB))],
  ['10 MB of entities', () => html(BODY + '&amp;'.repeat(2 * MB))],
  ['a style of 1 MB', () => html(`<p style="${'max-height : 0 '.repeat(70_000)}">${BODY}`)],
  ['a style of 1 MB of blanks', () => html(`<p style="max-height:${' '.repeat(MB)}1">${BODY}`)],
  ['a head of 1 MB', () => mail(`X-Long: ${'a'.repeat(MB)}`, 'Content-Type: text/html', '', BODY, '')],
  ['a subject of 1 MB', () => mail(`Subject: ${'booking '.repeat(125_000)}`, 'Content-Type: text/html', '', BODY, '')],
  ['a head of 3 MB', () => mail(`X-Long: ${'a'.repeat(3 * MB)}`, 'Content-Type: text/html', '', BODY, '')],
  ['100,000 heads', () => mail(...Array.from({ length: 100_000 }, (_, at) => `X-${at}: y`), '', BODY, '')],
  ['10,000 senders', () => mail(`From: ${'a@b.example, '.repeat(10_000)}`, 'Content-Type: text/html', '', BODY, '')],
  ['JSON-LD of 10 MB', () => jsonLd(`{"@type":"EventReservation","x":"${'y'.repeat(10 * MB)}"}`)],
  ['JSON-LD nested 90,000 deep', () => jsonLd(`${'['.repeat(90_000)}${']'.repeat(90_000)}`)],
  ['JSON-LD of wide lists', () => jsonLd(wideLists(5))],
  ['lines of 2 MB without a break', () => plain(`Class: ${'a, '.repeat(700_000)}`)],
  ['100,000 lines of labels', () => plain('Class: Yin\nWhen:\n'.repeat(50_000))],
  ['100,000 lines of times', () => plain('Thursday, December 3, 2026, 6:00 PM until\n'.repeat(100_000))],
  ['lines of digits', () => plain(`${'1'.repeat(1900)}\n`.repeat(3000))],
  ['lines of colons and digits', () => plain(`${'1:1 - '.repeat(330)}\n`.repeat(3000))],
  ['lines of words before a time', () => plain(`${'on at with '.repeat(180)} 1 pm\n`.repeat(2000))],
  ['lines of “on” and “from”', () => plain(`${'from 1 to '.repeat(190)}\n`.repeat(3000))],
  ['lines of points', () => plain(`${'A. a '.repeat(380)}\n`.repeat(3000))],
  ['lines of answers', () => plain(`on ${'wrote '.repeat(300)}\n`.repeat(3000))],
  ['lines of links', () => plain(`${'https://a '.repeat(190)}\n`.repeat(3000))],
  [
    'boundaries without an end',
    () => mail(`Content-Type: multipart/mixed; ${'boundary="'.repeat(100_000)}`, '', BODY, ''),
  ],
  ['octets of chance', () => Buffer.concat([mail('Content-Type: text/html', '', ''), randomBytes(2 * MB)])],
  ['a name of controls', () => html(BODY.replace('Yin', 'Y\u0000i\u202e\u2066n\u001b[31m\u0007'))],
].map(([name, make]) => ({ name, make }) as HostileMail);

function attachment(size: number): Buffer {
  const line = `${'QUJD'.repeat(19)}\r\n`;
  const pdf = ['--b', 'Content-Type: application/pdf', 'Content-Transfer-Encoding: base64', ''];
  const text = ['Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/html', '', BODY, ...pdf];
  return mail(...text, line.repeat(Math.floor(size / line.length)), '--b--', '');
}

function nestedMails(depth: number): Buffer {
  const inner = ['Content-Type: message/rfc822', '', ...HEAD];
  return mail(...Array.from({ length: depth }, () => inner).flat(), 'Content-Type: text/html', '', BODY, '');
}

/** A list in which each of fifty is a list of fifty, and so on. */
function wideLists(depth: number): string {
  let text = '{}';
  for (let level = 0; level < depth && text.length < 190_000; level += 1)
    text = `[${Array.from({ length: level < 2 ? 50 : 1 }, () => text).join(',')}]`;
  return text;
}
