import { describe, expect, it } from 'vitest';
import { toMailFormat } from '../../../src/intake/mail/mail-format.ts';
import { openMail } from '../../../src/intake/mail/open-mail.ts';
import { OwnPattern, SlowPatternError } from '../../../src/intake/mail/own-pattern.ts';
import { readMail } from '../../../src/intake/mail/read-mail.ts';
import { onThisMachine } from '../../support/patience.ts';
import { mailOf } from './mail-samples.ts';

const ENDLESS = '^(?:a|a|aa)+$';

describe('a pattern that a person wrote', () => {
  it('finds what any other finds', () => {
    const pattern = new OwnPattern('^Booked: (?<class>.+)$', 'iu');
    expect(pattern.exec('booked: Yin')?.groups).toEqual({ class: 'Yin' });
    expect([pattern.test('Booked: Yin'), pattern.test('Yin')]).toEqual([true, false]);
  });

  it('is stopped where it tries without end', () => {
    const begun = performance.now();
    expect(() => new OwnPattern(ENDLESS, 'u').test(`${'a'.repeat(500)}!`)).toThrow(SlowPatternError);
    expect(performance.now() - begun).toBeLessThan(onThisMachine(2000));
  });

  it.each(['subjects', 'lines', 'display', 'ids'])(
    'makes no booking, and stops nothing else, where it is in %s',
    async (key) => {
      const tables = key === 'subjects' ? [{ kind: 'confirmed', pattern: ENDLESS }] : [{ pattern: ENDLESS }];
      const value = { display: ENDLESS, ids: [ENDLESS] }[key] ?? tables;
      const format = toMailFormat(
        { ...{ name: 'Studio', source: 'studio', known: 'seen', senders: ['studio.example'] }, [key]: value },
        'studio.toml',
      );
      const long = `${'a'.repeat(400)}!`;
      const { mail } = await openMail(
        mailOf({
          ...{ from: `${long} <x@studio.example>`, subject: key === 'subjects' ? long : 'Booking confirmed' },
          ...{ date: '2026-11-28T12:00:00Z', body: `${long}\n\nClass: Yin\nWhen: Friday 4 December 2026, 18:00` },
        }),
      );
      expect(readMail(mail, [format])).toMatchObject({
        bookings: [],
        reason: expect.stringContaining('takes too long'),
      });
    },
  );
});
