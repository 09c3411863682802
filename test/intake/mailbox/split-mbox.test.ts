import { describe, expect, it } from 'vitest';
import { beginsAsMbox, splitMbox } from '../../../src/intake/mailbox/split-mbox.ts';

const BEGIN = 'From ana@a.example Thu Nov 26 10:00:00 2026';
const ONE = 'Subject: One\n\nHello\n';
const TWO = 'Subject: Two\n\nHello again\n';

/** The mails of a text that comes in pieces of some octets. */
async function split(text: string, { size = 7, limit = 1000 } = {}): Promise<(string | null)[]> {
  async function* chunks() {
    const octets = Buffer.from(text, 'latin1');
    for (let at = 0; at < octets.length; at += size) yield octets.subarray(at, at + size);
  }
  const mails: (string | null)[] = [];
  for await (const mail of splitMbox(chunks(), limit)) mails.push(mail && Buffer.from(mail).toString('latin1'));
  return mails;
}

describe('an mbox', () => {
  const TEXT = `${BEGIN}\n${ONE}\n${BEGIN}\n${TWO}\n`;

  it.each([1, 2, 3, 5, 8, 13, 64, 4096])('is the same in pieces of %i octets', async (size) => {
    expect(await split(TEXT, { size })).toEqual([`${ONE}\n`, `${TWO}\n`]);
  });

  it.each([1, 3, 8, 4096])('may have CRLF at the ends of its lines, in pieces of %i octets', async (size) => {
    const text = TEXT.replaceAll('\n', '\r\n');
    expect(await split(text, { size })).toEqual([`${ONE}\n`, `${TWO}\n`].map((mail) => mail.replaceAll('\n', '\r\n')));
  });

  it('may end without a line end, or in the middle of its last mail', async () => {
    expect(await split(`${BEGIN}\n${ONE}\n${BEGIN}\nSubject: Two\n\nHel`)).toEqual([`${ONE}\n`, 'Subject: Two\n\nHel']);
  });

  it('has no mail where it is empty, or holds one beginning alone', async () => {
    expect(await split('')).toEqual([]);
    expect(await split(BEGIN)).toEqual([]);
    expect(await split(`${BEGIN}\n\n`)).toEqual([]);
  });

  it.each([
    'From - Thu Nov 26 10:00:00 2026',
    'From MAILER-DAEMON Thu Nov  5 08:09 2026',
    'From 1834567890@xxx Thu Nov 26 12:00:00 +0000 2026',
    'From ana@a.example Thu, 26 Nov 2026 10:00:00 +0000',
    'From ana@a.example',
  ])('begins a mail with “%s”', async (begin) => {
    expect(await split(`${begin}\n${ONE}\n${begin}\n${TWO}`)).toEqual([`${ONE}\n`, TWO]);
  });

  it('begins no mail within a paragraph, nor with a sentence', async () => {
    const body = `Subject: One\n\nHello\n${BEGIN}\n\nFrom 9:00 on we are here.\n`;
    expect(await split(`${BEGIN}\n${body}`)).toEqual([body]);
  });

  it('quotes such lines, once more at every writing', async () => {
    const quoted = `Subject: One\n\n>From here on\n\n>>From there\n> From far\n`;
    expect(await split(`${BEGIN}\n${quoted}`)).toEqual(['Subject: One\n\nFrom here on\n\n>From there\n> From far\n']);
  });

  it('keeps every octet of its mails', async () => {
    const octets = String.fromCharCode(...Array.from({ length: 256 }, (_, index) => index)).replace('\n', '');
    expect(await split(`${BEGIN}\n${octets}`)).toEqual([octets]);
  });

  it('gives nothing of a mail that is too large, and goes on behind it', async () => {
    const text = `${BEGIN}\n${'x'.repeat(2000)}\n\n${BEGIN}\n${TWO}`;
    expect(await split(text, { limit: 1000 })).toEqual([null, TWO]);
  });
});

it('is recognised by its first octets', () => {
  expect(beginsAsMbox(Buffer.from(BEGIN))).toBe(true);
  expect(beginsAsMbox(Buffer.from('From: ana@a.example'))).toBe(false);
  expect(beginsAsMbox(Buffer.alloc(0))).toBe(false);
});
