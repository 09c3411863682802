import { describe, expect, it } from 'vitest';
import { findCalendar } from '../../src/intake/mail-calendar.ts';
import { calendar, event } from './ics-samples.ts';

const CONFIRMED = calendar(['METHOD:REQUEST'], event('SUMMARY:Yoga für Fortgeschrittene'));

/** What `findCalendar` gives for one calendar. */
const asFound = (text: string) => text.replaceAll('\r\n', '\n').trim();

interface Part {
  readonly type: string;
  readonly encoding?: 'base64' | 'quoted-printable' | '8bit';
  readonly body: string;
}

/** A mail of these parts, as a mail program saves it. */
function mail(parts: readonly Part[], subject = 'Your booking'): Buffer {
  const head = ['From: Studio <hi@studio.example>', `Subject: ${subject}`, 'MIME-Version: 1.0'];
  const written = parts.flatMap(({ type, encoding = '8bit', body }) => [
    ...['--cut', `Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`, '', encode(body, encoding)],
  ]);
  return Buffer.from(
    [...head, 'Content-Type: multipart/mixed; boundary=cut', '', ...written, '--cut--', ''].join('\r\n'),
  );
}

function encode(body: string, encoding: string): string {
  const octets = Buffer.from(body);
  if (encoding === 'base64') return octets.toString('base64').replace(/.{76}/g, '$&\r\n');
  if (encoding === '8bit') return body;
  const code = (octet: number) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  return body
    .replace(/[^\x20-<>-~\r\n]/gu, (character) => [...Buffer.from(character)].map(code).join(''))
    .replaceAll('=\r\n', code(61));
}

const TEXT = { type: 'text/plain; charset=utf-8', body: 'See you on Tuesday!' };

describe('the calendar in a mail', () => {
  it.each(['base64', 'quoted-printable', '8bit'] as const)('is decoded: %s', async (encoding) => {
    const part = { type: 'text/calendar; charset=utf-8; method=REQUEST', encoding, body: CONFIRMED };
    expect(await findCalendar(mail([TEXT, part]))).toBe(asFound(CONFIRMED));
  });

  it.each([
    'application/ics; name=invite.ics',
    'application/octet-stream; name="Kurs.ICS"',
    'text/plain; name=invite.ics\r\nContent-Disposition: attachment; filename=invite.ics',
  ])('is found as an attached file: %s', async (type) => {
    expect(await findCalendar(mail([TEXT, { type, body: CONFIRMED }]))).toBe(asFound(CONFIRMED));
  });

  it('counts once where it comes twice', async () => {
    const shown = { type: 'text/calendar; charset=utf-8', encoding: '8bit' as const, body: CONFIRMED };
    const saved = { type: 'application/ics; name=invite.ics', encoding: 'base64' as const, body: CONFIRMED };
    expect(await findCalendar(mail([TEXT, shown, shown, saved]))).toBe(asFound(CONFIRMED));
  });

  it('may be two', async () => {
    const other = calendar(event('UID:b@studio.example'));
    const parts = [CONFIRMED, other].map((body) => ({ type: 'text/calendar', body }));
    expect(await findCalendar(mail(parts))).toBe(`${asFound(CONFIRMED)}\r\n${asFound(other)}`);
  });

  it('is found in a forwarded mail', async () => {
    const inner = mail([TEXT, { type: 'text/calendar; charset=utf-8', encoding: 'base64', body: CONFIRMED }]);
    const outer = mail([TEXT, { type: 'message/rfc822', body: inner.toString() }].map(distinct));
    expect(await findCalendar(outer)).toBe(asFound(CONFIRMED));
  });

  it('may be missing', async () => {
    await expect(findCalendar(mail([TEXT], 'Ihr =?utf-8?Q?K=C3=B6rper?='))).rejects.toMatchObject({
      code: 'no_calendar',
      message: 'The mail “Ihr Körper” holds no calendar.',
    });
    await expect(findCalendar(Buffer.from(''))).rejects.toThrow('The mail holds no calendar.');
  });

  it('of a mail nested without end is given up in words', async () => {
    const opened = Array.from(
      { length: 400 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    );
    await expect(findCalendar(Buffer.from(opened.join('')))).rejects.toMatchObject({ code: 'bad_mail' });
  });
});

/** Parts inside a part need a boundary of their own. */
function distinct(part: Part): Part {
  return { ...part, body: part.body.replaceAll('--cut', '--inner').replace('boundary=cut', 'boundary=inner') };
}
