import { describe, expect, it } from 'vitest';
import { openMail } from '../../../src/intake/mail/open-mail.ts';
import { mailOf, shapedMail } from './mail-samples.ts';

const sample = (body: string) => ({
  ...{
    from: 'Ironworks <noreply@glofox.com>',
    subject: 'Your class has been rescheduled',
    date: '2026-11-14T10:00:00Z',
  },
  body,
});
const opened = async (mail: Uint8Array) => (await openMail(mail)).mail;
const isCutOff = async (mail: Uint8Array) => (await opened(mail)).isCutOff;
const lastLine = async (mail: Uint8Array) => (await opened(mail)).text.lines.at(-1)?.text;
const LINES = 'Your class has been rescheduled: Hatton Boxing, Ironworks, Friday 11 December 2026\n'.repeat(4);
const withoutEnd = (mail: Buffer, octets: number) => mail.subarray(0, mail.length - octets);
/** A text whose base64 ends with a full line: a multiple of 57 octets. */
const filling = (end: string) =>
  'a line\n'
    .repeat(20)
    .slice(0, 114 - end.length - 1)
    .padEnd(113 - end.length, '.') + `\n${end}`;

describe('a mail in base64', () => {
  it.each([
    ['text', LINES],
    ['text without an end of line', `${LINES}See you there`],
    ['text that fills its last line', filling('Team Ironworks')],
    ['text that fills its last line and ends it', `${'x'.repeat(113)}\n`],
    ['HTML that fills its last line', `<p>${'x'.repeat(107)}</p>`],
  ])('is whole: %s', async (_, body) => {
    expect(await isCutOff(mailOf(sample(body)))).toBe(false);
  });

  it('keeps its last line where that is full, but for a number, of which a part may be missing', async () => {
    expect(await lastLine(mailOf(sample(filling('Team Ironworks'))))).toBe('Team Ironworks');
    expect(await lastLine(mailOf(sample(filling('Time: 18:1'))))).not.toContain('18:1');
  });

  it.each([1, 2, 3])('is cut off where it lacks the last %i characters and the end of a line', async (missing) => {
    const whole = mailOf(sample(`${LINES}See you there`));
    expect(await isCutOff(withoutEnd(whole, 2 + missing))).toBe(true);
  });

  it.each([1, 2, 3])('is cut off where a program ended its line after %i characters of four', async (missing) => {
    const cut = withoutEnd(mailOf(sample(`${LINES}See you there`)), 2 + missing);
    expect(await isCutOff(Buffer.concat([cut, Buffer.from('\r\n')]))).toBe(true);
  });
});

describe('a mail in several parts', () => {
  const whole = shapedMail(sample(`<p>${LINES}</p>`), { as: 'alternative' });

  it('is whole with the line that ends them, and without an end of that line', async () => {
    expect(await isCutOff(whole)).toBe(false);
    expect(await isCutOff(withoutEnd(whole, 2))).toBe(false);
  });

  it('is cut off without it, also at the end of a line', async () => {
    const cut = withoutEnd(whole, '--b1--\r\n'.length);
    expect(cut.at(-1)).toBe(10);
    expect(await isCutOff(cut)).toBe(true);
  });
});

describe('a mail in quoted-printable', () => {
  const whole = shapedMail(sample(LINES), { as: 'qp' });

  it('is whole, and cut off at a line that goes on in the next', async () => {
    expect(await isCutOff(whole)).toBe(false);
    const text = whole.toString('latin1');
    expect(await isCutOff(Buffer.from(text.slice(0, text.lastIndexOf('=\r\n') + 3), 'latin1'))).toBe(true);
  });
});
