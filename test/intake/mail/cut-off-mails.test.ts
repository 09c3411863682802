import { describe, expect, it } from 'vitest';
import { openMail } from '../../../src/intake/mail/open-mail.ts';
import { mailOf } from './mail-samples.ts';

const sample = (body: string) => ({
  ...{
    from: 'Ironworks <noreply@glofox.com>',
    subject: 'Your class has been rescheduled',
    date: '2026-11-14T10:00:00Z',
  },
  body,
});
const isCutOff = async (mail: Uint8Array) => (await openMail(mail)).mail.isCutOff;
const LINES = 'Your class has been rescheduled: Hatton Boxing, Ironworks, Friday 11 December 2026\n'.repeat(4);

describe('a mail in base64', () => {
  it.each([
    ['text', LINES],
    ['text without an end of line', `${LINES}See you there`],
    ['text that fills its last line', `${'x'.repeat(113)}\n`],
    ['HTML that fills its last line', `<p>${'x'.repeat(107)}</p>`],
  ])('is whole: %s', async (_, body) => {
    expect(await isCutOff(mailOf(sample(body)))).toBe(false);
  });

  it('that was cut at the end of a line of its encoding is cut off', async () => {
    const lines = mailOf(sample(LINES)).toString('latin1').trimEnd().split('\r\n');
    for (const missing of [1, 2, 3]) {
      const cut = Buffer.from(`${lines.slice(0, -missing).join('\r\n')}\r\n`, 'latin1');
      expect(await isCutOff(cut), `${missing} missing`).toBe(true);
    }
  });
});
