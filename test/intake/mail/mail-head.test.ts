import { describe, expect, it } from 'vitest';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { openMail } from '../../../src/intake/mail/open-mail.ts';
import { readMail } from '../../../src/intake/mail/read-mail.ts';

// What the heads of a mail say, where they are missing, doubled or a lie.

const FORMATS = loadFormats(null);
const FROM = 'From: Momence <momence@mail.momence.com>';
const DATE = 'Date: Mon, 28 Dec 2026 12:00:00 +0000';

/** The start of the class that a mail with these heads books; null where it books none. */
async function start(...heads: readonly string[]): Promise<string | null> {
  const body = '<p>Your booking is confirmed.</p><p>Class: Yin</p><p>When: Tuesday, January 5, 6:00 PM</p>';
  const lines = [...heads, 'Subject: Booking confirmed', 'MIME-Version: 1.0', 'Content-Type: text/html', '', body, ''];
  const { mail } = await openMail(Buffer.from(lines.join('\r\n')));
  return readMail(mail, FORMATS).bookings[0]?.local ?? null;
}

const received = (when: string) => `Received: from a.example by b.example with ESMTPS (TLS; x) id 7; ${when}`;
const ARRIVED = received('Mon, 28 Dec 2026 12:00:09 +0000 (UTC)');

describe('the year of a class that names none', () => {
  it.each([
    ['is that of the mail', [FROM, DATE], '2027-01-05T18:00:00'],
    ['is that of the mail as it arrived', [ARRIVED, FROM, DATE], '2027-01-05T18:00:00'],
    [
      'is not that of a date in the future',
      [ARRIVED, FROM, 'Date: Thu, 28 Dec 2034 12:00:00 +0000'],
      '2027-01-05T18:00:00',
    ],
    ['is not that of a date long ago', [ARRIVED, FROM, 'Date: Thu, 1 Jan 1970 00:00:00 +0000'], '2027-01-05T18:00:00'],
    ['is that of its arrival where the date is missing', [ARRIVED, FROM], '2027-01-05T18:00:00'],
    ['is that of its arrival where the date is none', [ARRIVED, FROM, 'Date: yesterday'], '2027-01-05T18:00:00'],
    ['is not certain where nothing tells it', [FROM], null],
    ['is not that of a date whose weekday is another', [FROM, 'Date: Thu, 28 Dec 2034 12:00:00 +0000'], null],
  ])('%s', async (_, heads, expected) => {
    expect(await start(...heads)).toBe(expected);
  });
});

describe('the sender of a mail', () => {
  it.each([
    ['with a tag', 'From: Momence <momence+yin@mail.momence.com>'],
    ['without a name', 'From: momence@mail.momence.com'],
    ['in capitals', 'From: <MOMENCE@MAIL.MOMENCE.COM>'],
    ['in a name of another alphabet', 'From: =?utf-8?B?0JnQvtCz0LA=?= <momence@mail.momence.com>'],
  ])('is known %s', async (_, from) => {
    expect(await start(from, DATE)).not.toBeNull();
  });

  it.each([
    ['whose name is an address', ['From: "momence@mail.momence.com" <x@evil.example>']],
    ['whose name is an address in brackets', ['From: "<momence@mail.momence.com>" <x@evil.example>']],
    ['behind a name without quotes', ['From: momence@mail.momence.com <x@evil.example>']],
    ['of two in one head', ['From: x@evil.example, momence@mail.momence.com']],
    ['of two in one head, the first', ['From: momence@mail.momence.com, x@evil.example']],
    ['of two heads', ['From: x@evil.example', FROM]],
    ['of two heads in the other order', [FROM, 'From: x@evil.example']],
    ['that only answers go to', ['From: x@evil.example', 'Reply-To: momence@mail.momence.com']],
    ['that only sent it for another', ['From: x@evil.example', 'Sender: momence@mail.momence.com']],
    ['whose domain only looks like one that is known', ['From: a@mail.mоmence.com']],
    ['whose domain goes on', ['From: a@momence.com.evil.example']],
    ['that is none', ['From: undisclosed']],
    ['that is missing', []],
  ])('is not believed %s', async (_, heads) => {
    expect(await start(...heads, DATE)).toBeNull();
  });

  it('is the one that wrote it, whoever sent it for them and wherever answers go', async () => {
    expect(await start(FROM, 'Sender: bounce@list.example', 'Reply-To: hi@stillwater.example', DATE)).not.toBeNull();
  });
});
