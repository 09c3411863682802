import fc from 'fast-check';
import { expect, it } from 'vitest';
import { saveFeed } from '../../../src/intake/feeds/feed-service.ts';
import type { ReadMailbox } from '../../../src/intake/mailbox/mailbox.ts';
import { patient } from '../../support/patience.ts';
import type { MailSample } from '../mail/mail-samples.ts';
import { deliver, historyOf } from './maildir-samples.ts';
import { IMAP_MAILBOX, useMailbox } from './use-mailbox.ts';

// Whatever the order in which mails arrive, however often, and wherever a run ends: the bookings are the same.

const box = useMailbox();

const [yin, flow, ride] = [historyOf(1001, 2), historyOf(1002, 9), historyOf(1003, 16)];
const waits = (sample: MailSample): MailSample => ({
  ...sample,
  subject: sample.subject.replace("You're in!", "You're on the waitlist for"),
  body: sample.body.replace("You're in! Your spot is booked.", "You're on the waitlist for this class."),
  date: '2026-11-19T10:00:00Z',
});
const ride50 = (subject: string, date: string, body: string): MailSample => ({
  ...{ from: '[solidcore] <Business1@mindbodyonline.com>', subject, date, body },
});
const MAILS = [
  ...[yin.confirmed, yin.reminder, yin.moved, yin.cancelled],
  ...[flow.confirmed, flow.reminder, flow.moved],
  ...[waits(ride.confirmed), ride.confirmed, ride.reminder],
].map((sample) => deliver(sample));
const NAMELESS = [
  ride50(
    'you’re CONFIRMED',
    '2026-11-20T10:00:00Z',
    '<p><b>you’re CONFIRMED</b></p><p><b>Signature50: Full BodyDana Whitlock</b></p><p>9:30 AM, Saturday, 11/28/2026</p><p>210 Sample Turnpike, Burlington MA</p>',
  ),
  ride50(
    'Your class reservation has been canceled',
    '2026-11-21T10:00:00Z',
    '<p>Your class reservation on 11/28/2026 at 9:30 AM under the blue lights of Burlington, MA has been canceled.</p>',
  ),
].map((sample) => deliver(sample, 'mindbodyonline.com'));
const ALL = [...MAILS, ...NAMELESS];

/** What takes place: a cancellation that is read before its class leaves no trace of it. */
async function takesPlace(): Promise<string[]> {
  return (await box.db.all())
    .filter(({ status }) => status !== 'cancelled')
    .map(({ className, startsLocal, status, instructor, location, durationMinutes, source }) =>
      [className, startsLocal, status, instructor, location, durationMinutes, source].join(' | '),
    )
    .sort();
}

/** Reads mails in batches of a size; ends after so many batches, as a connection that is cut. */
async function readInBatches(order: readonly number[], size: number, cutAfter: number): Promise<void> {
  await saveFeed(box.context, 'post', IMAP_MAILBOX);
  const reader = (batches: number): ReadMailbox<unknown> =>
    async function* (_definition, { cursor }) {
      const from = Number(cursor ?? 0);
      for (let at = from, batch = 0; at < order.length; at += size, batch += 1) {
        if (batch === batches) throw new Error('The connection is cut.');
        const keys = order.slice(at, at + size);
        const mails = keys.map((key, index) => ({ key: `${at + index}`, receivedAt: null, octets: ALL[key] ?? null }));
        yield { mails, cursor: String(at + keys.length), done: at + keys.length - from, total: order.length - from };
      }
    };
  for (const batches of [cutAfter, Number.POSITIVE_INFINITY]) await box.ask({ readImap: reader(batches) });
}

it(
  'any order and any repetition of mails gives the same bookings, in batches of any size, cut anywhere',
  async () => {
    await readInBatches([...ALL.keys()], ALL.length, 1);
    const expected = await takesPlace();
    expect(expected).toMatchObject([
      expect.stringContaining('Candlelight Yin 1002 | 2026-12-10T18:30:00 | booked | Saoirse Brennan'),
      expect.stringContaining('Candlelight Yin 1003 | 2026-12-16T18:00:00 | booked | Saoirse Brennan'),
    ]);
    const orders = fc
      .array(fc.nat(ALL.length - 1), { maxLength: 6 })
      .chain((again) => fc.shuffledSubarray([...ALL.keys(), ...again], { minLength: ALL.length + again.length }));
    await fc.assert(
      fc.asyncProperty(
        orders,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 6 }),
        async (order, size, cut) => {
          await box.db.clear();
          await readInBatches(order, size, cut);
          expect(await takesPlace()).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  },
  patient(60_000),
);
