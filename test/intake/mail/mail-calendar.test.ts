import { describe, expect, it } from 'vitest';
import { cutComponents } from '../../../src/intake/ics/ics-components.ts';
import { isWanted } from '../../../src/intake/ics/ics-event.ts';
import { readCalendar } from '../../../src/intake/ics/ics-import.ts';
import { findCalendar } from '../../../src/intake/mail/mail-calendar.ts';
import { parseMail } from '../../../src/intake/mail/mail-parts.ts';
import { onThisMachine } from '../../support/patience.ts';
import { calendar, event, READING } from '../ics/ics-samples.ts';

const CONFIRMED = calendar(['METHOD:REQUEST'], event('SUMMARY:Yoga für Fortgeschrittene'));

const find = async (octets: Uint8Array) => findCalendar((await parseMail(octets)).parts);
const findText = async (octets: Uint8Array) => (await find(octets))?.text ?? '';

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
    expect(await findText(mail([TEXT, part]))).toBe(asFound(CONFIRMED));
  });

  it.each([
    'application/ics; name=invite.ics',
    'application/octet-stream; name="Kurs.ICS"',
    'text/plain; name=invite.ics\r\nContent-Disposition: attachment; filename=invite.ics',
  ])('is found as an attached file: %s', async (type) => {
    expect(await findText(mail([TEXT, { type, body: CONFIRMED }]))).toBe(asFound(CONFIRMED));
  });

  it('counts once where it comes twice', async () => {
    const shown = { type: 'text/calendar; charset=utf-8', encoding: '8bit' as const, body: CONFIRMED };
    const saved = { type: 'application/ics; name=invite.ics', encoding: 'base64' as const, body: CONFIRMED };
    expect(await findText(mail([TEXT, shown, shown, saved]))).toBe(asFound(CONFIRMED));
  });

  it('may be two', async () => {
    const other = calendar(event('UID:b@studio.example'));
    const parts = [CONFIRMED, other].map((body) => ({ type: 'text/calendar', body }));
    expect(await findText(mail(parts))).toBe(`${asFound(CONFIRMED)}\r\n${asFound(other)}`);
  });

  it('counts once where the file differs only in what it is for', async () => {
    const shown = { type: 'text/calendar; charset=utf-8', body: calendar(['METHOD:CANCEL'], event()) };
    const saved = {
      type: 'application/ics; name=invite.ics',
      body: calendar(['PRODID:-//x', 'METHOD:REQUEST'], event()),
    };
    expect(await findText(mail([saved, shown]))).toBe(asFound(shown.body));
  });

  it.each([
    'application/ics; name=yoga.ics',
    'text/x-vcalendar; name=yoga.vcs',
    'application/octet-stream; name=yoga.ics',
  ])('may be one to be shown and another to be saved: %s', async (type) => {
    const shown = { type: 'text/calendar; charset=utf-8', body: CONFIRMED };
    const saved = { type, body: calendar(event('UID:b@studio.example', 'SUMMARY:Yoga')) };
    for (const parts of [
      [shown, saved],
      [saved, shown],
    ]) {
      const text = await findText(mail([TEXT, ...parts]));
      expect(text).toBe(`${asFound(saved.body)}\r\n${asFound(shown.body)}`);
      expect(
        readCalendar(text, READING)
          .bookings.map(({ className }) => className)
          .sort(),
      ).toEqual(['Yoga', 'Yoga für Fortgeschrittene']);
    }
  });

  it.each([
    ['SEQUENCE:0', 'SEQUENCE:1'],
    ['LAST-MODIFIED:20261101T000000Z', 'LAST-MODIFIED:20261102T000000Z'],
    ['DTSTAMP:20261101T000000Z', 'DTSTAMP:20261102T000000Z'],
    ['CLASS:PUBLIC', 'CLASS:PUBLIC'],
  ])('counts in its newest version where both are of one UID: %s, %s', async (older, newer) => {
    const saved = { type: 'application/ics', body: calendar(event(older, 'DTSTART:20261124T220000Z')) };
    const shown = { type: 'text/calendar', body: calendar(event(newer, 'DTSTART:20261124T230000Z')) };
    const swapped = [
      { ...saved, body: shown.body },
      { ...shown, body: saved.body },
    ];
    for (const parts of older === newer ? [[saved, shown]] : [[saved, shown], swapped]) {
      const { bookings, skipped } = readCalendar(await findText(mail(parts)), READING);
      expect(bookings.map(({ startsAt, identity }) => [startsAt, identity])).toEqual([
        ['2026-11-24T23:00:00.000Z', { kind: 'uid', uid: 'a@studio.example', recurrenceId: null }],
      ]);
      expect(skipped).toHaveLength(1);
    }
  });

  it('keeps its METHOD and its zone to itself', async () => {
    const saved = { type: 'application/ics', body: calendar(event('UID:b', 'DTSTART:20261124T180000')) };
    const lines = ['METHOD:CANCEL', 'X-WR-TIMEZONE:Europe/Madrid'];
    const shown = { type: 'text/calendar', body: calendar(lines, event('UID:a', 'DTSTART:20261124T180000')) };
    const text = await findText(mail([shown, saved]));
    expect(cutComponents(text, isWanted).events.map(({ method }) => method)).toEqual([null, 'CANCEL']);
    expect(
      readCalendar(text, READING).bookings.find(({ identity }) => 'uid' in identity && identity.uid === 'b'),
    ).toMatchObject({
      startsAt: '2026-11-24T23:00:00.000Z',
      isCancelled: false,
    });
  });

  it('is found in a forwarded mail', async () => {
    const inner = mail([TEXT, { type: 'text/calendar; charset=utf-8', encoding: 'base64', body: CONFIRMED }]);
    const outer = mail([TEXT, { type: 'message/rfc822', body: inner.toString() }].map(distinct));
    expect(await findText(outer)).toBe(asFound(CONFIRMED));
  });

  it('may be missing', async () => {
    expect(await find(mail([TEXT]))).toBeNull();
    expect(await find(Buffer.from(''))).toBeNull();
  });

  it('of a mail nested without end is given up in words', async () => {
    const opened = Array.from(
      { length: 400 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    );
    await expect(find(Buffer.from(opened.join('')))).rejects.toMatchObject({ code: 'bad_mail' });
  });

  it('is found in a mail that is forwarded as a file, and in one that this forwards', async () => {
    let found = mail([TEXT, { type: 'text/calendar; charset=utf-8', encoding: 'base64', body: CONFIRMED }]).toString();
    for (const depth of [1, 2, 3]) {
      const type = 'message/rfc822\r\nContent-Disposition: attachment; filename=mail.eml';
      found = mail([TEXT, { type, body: found }])
        .toString()
        .replaceAll(/^--cut(?=\r|--)/gm, `--level${depth}`)
        .replaceAll('boundary=cut', `boundary=level${depth}`);
    }
    expect(await findText(Buffer.from(found))).toBe(asFound(CONFIRMED));
  });

  const HEAD = 'From: a@studio.example\r\nMIME-Version: 1.0\r\n';
  const MANY = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n';
  it.each([
    [
      'parts in parts',
      Array.from({ length: 100_000 }, (_, n) => `${MANY.replace('=b', `=b${n}`)}--b${n}\r\n`).join(''),
    ],
    ['parts of the same name', `${MANY}--b\r\n`.repeat(200_000)],
    ['mails in mails', 'Content-Type: message/rfc822\r\n\r\n'.repeat(200_000)],
    ['a few mails in mails', 'Content-Type: message/rfc822\r\n\r\n'.repeat(20)],
    ['parts after parts', `${MANY}${'--b\r\nContent-Type: text/calendar\r\n\r\nx\r\n'.repeat(200_000)}`],
    ['parts without a head', `${MANY}${'--b\r\n\r\nx\r\n'.repeat(200_000)}`],
    ['mails after mails', `${MANY}${'--b\r\nContent-Type: message/rfc822\r\n\r\nx\r\n'.repeat(100)}`],
    [
      'parts in an encoded mail',
      `Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(
        HEAD + 'Content-Type: message/rfc822\r\n\r\n'.repeat(100_000),
      ).toString('base64')}`,
    ],
  ])('of a mail without end is given up in words, and at once: %s', async (_, text) => {
    const begin = performance.now();
    await expect(find(Buffer.from(HEAD + text))).rejects.toMatchObject({ code: 'bad_mail', kind: 'failure' });
    expect(performance.now() - begin).toBeLessThan(onThisMachine(5000));
  });

  it('is found beside many lines that look like those between parts', async () => {
    const text = { type: 'text/plain', body: '-- \r\n--- a\r\n--cutter\r\nContent: x\r\n'.repeat(5000) };
    const part = { type: 'text/calendar; charset=utf-8', body: CONFIRMED };
    expect(await findText(mail([text, part]))).toBe(asFound(CONFIRMED));
  });
});

describe('a calendar in another charset', () => {
  const body = CONFIRMED.replace('Yoga für Fortgeschrittene', 'NAME');
  /** With a title of these octets. */
  const inType = (type: string, title: readonly number[]) => {
    const octets = mail([TEXT, { type, body }]);
    const at = octets.indexOf('NAME');
    return Buffer.concat([octets.subarray(0, at), Buffer.from(title), octets.subarray(at + 4)]);
  };
  const found = (name: string) => asFound(body.replace('NAME', name));

  it('is decoded by what its part says', async () => {
    const octets = inType('text/calendar; charset=windows-1251', [0xc9, 0xee, 0xe3, 0xe0]);
    expect(await find(octets)).toEqual({ text: found('Йога'), notes: [] });
  });

  it.each([
    'text/x-vcalendar; charset="windows-1251"',
    'TEXT/Plain;\r\n charset=windows-1251;\r\n\tname="a.ics"\r\nContent-Disposition: attachment',
    'application/octet-stream; charset=cp1251\r\nContent-Disposition: attachment;\r\n filename=a.ics',
  ])('is decoded so in an attached file: %j', async (type) => {
    const octets = inType(type, [0xc9, 0xee, 0xe3, 0xe0]);
    expect(await find(octets)).toEqual({ text: found('Йога'), notes: [] });
    const forwarded = Buffer.concat([Buffer.from('From: a@b\r\nContent-Type: message/rfc822\r\n\r\n'), octets]);
    expect(await find(forwarded)).toEqual({ text: found('Йога'), notes: [] });
  });

  it('that its part does not name is guessed, or loses letters; both are reported', async () => {
    const octets = [0x59, 0xf6];
    expect(await find(inType('application/octet-stream; name=a.ics', octets))).toEqual({
      text: found('Yö'),
      notes: [expect.stringMatching(/^The text is not in UTF-8: read as Windows-1252\./)],
    });
    expect(await find(inType('text/calendar', octets))).toEqual({
      text: found('Y\ufffd'),
      notes: [expect.stringMatching(/^The calendar in the mail has letters that cannot be read/)],
    });
  });
});

/** Parts inside a part need a boundary of their own. */
function distinct(part: Part): Part {
  return { ...part, body: part.body.replaceAll('--cut', '--inner').replace('boundary=cut', 'boundary=inner') };
}
