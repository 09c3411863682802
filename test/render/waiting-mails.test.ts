import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it, test } from 'vitest';
import type { WaitingListing } from '../../src/intake/mail-trust/waiting-service.ts';
import { renderAccepted, renderRefused, renderWaiting, waitingRow } from '../../src/render/waiting-mails.ts';
import { bookingAt, instantOf, styleOf, wallTimeAt } from './samples.ts';

const REPORT = { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged: 0, skipped: [] };

function listing(
  id: string,
  fields: Partial<Omit<WaitingListing, 'mail'>> & { mail?: Partial<WaitingListing['mail']> } = {},
): WaitingListing {
  const mail = {
    id: `${id}-0000-4000-8000-000000000000`,
    feedId: 'feed',
    from: 'team@info.classpass.com',
    subject: 'Your reservation is confirmed',
    receivedAt: instantOf('2026-11-23T20:14:00'),
    kind: 'confirmed' as const,
    why: 'mx.example.net found no valid signature of ClassPass (dkim=fail).',
    said: { bookings: [] },
    defaultSource: 'ics',
  };
  const booking = bookingAt('2026-11-26T18:00:00', { className: 'Spin 45', location: 'Velo', source: 'classpass' });
  return { booking, outcome: 'created', report: REPORT, ...fields, mail: { ...mail, ...fields.mail } };
}

const reason = 'It moves a class and does not say which; numina edit moves it here.';
const LISTINGS: readonly WaitingListing[] = [
  listing('3f2a1c00'),
  listing('3f2ab700', {
    mail: { subject: '', from: 'a@very-long-domain-of-a-studio.example', kind: 'cancelled', receivedAt: null },
    booking: bookingAt('2026-11-24T18:00:00', { className: 'Yin', status: 'cancelled' }),
    outcome: 'cancelled',
  }),
  listing('9f1c0000', {
    booking: null,
    outcome: null,
    report: { ...REPORT, skipped: [{ uid: null, line: 1, reason }] },
  }),
];

describe('the mails that wait', () => {
  test.each([40, 80, 160])('at %d columns', async (width) => {
    const text = renderWaiting(LISTINGS, wallTimeAt, styleOf(width));
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    await expect(`${text}\n`).toMatchFileSnapshot(`../golden/mail-waiting-${width}.txt`);
  });

  it('are shown in ASCII where the terminal has nothing else', () => {
    expect(renderWaiting(LISTINGS, wallTimeAt, styleOf(80, { unicode: false }))).toMatch(/^[\n -~]*$/);
  });

  it('say so where there are none', () => {
    expect(renderWaiting([], wallTimeAt, styleOf(80))).toBe('No mail waits.');
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b[2J',
    'two\nlines\tand\rmore',
    '\u202ereversed\u202c',
    'x'.repeat(300),
  ),
);

it('nothing that a stranger writes disturbs the screen', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, fc.integer({ min: 20, max: 120 }), (subject, from, name, width) => {
      const mail = { subject, from, why: `It comes from ${from}.` };
      const found = listing('3f2a1c00', { mail, booking: bookingAt('2026-11-26T18:00:00', { className: name }) });
      const style = styleOf(width);
      const { mail: refused } = found;
      for (const text of [
        renderWaiting([found], wallTimeAt, style),
        renderAccepted([found], style),
        renderRefused([refused], style),
      ]) {
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e]/);
        for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }
      expect(waitingRow(found).join('\t').split('\t')).toHaveLength(8);
    }),
  );
});
