import { describe, expect, it } from 'vitest';
import type { ReadResult } from '../../../src/intake/incoming.ts';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { readMailSource } from '../../../src/intake/mail/mail-source.ts';
import { takeIn } from '../../../src/intake/take-in.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { type MailSample, mailOf } from './mail-samples.ts';

// Mails of one class in every order, each by itself, and once more: the bookings are always the same.

const db = useBookingDatabase();
const FORMATS = loadFormats(null);
const OPTIONS = { homeZone: 'America/New_York', since: '2025-11-01', horizon: '2027-11-01', formats: FORMATS };

async function take(said: ReadResult): Promise<void> {
  await takeIn(db.at('2026-11-22T12:00:00.000Z'), {
    ...{ said, skipped: said.skipped, defaultSource: 'email', what: 'imported a mail' },
    ...{ revive: false, isDryRun: false },
  });
}

/** What takes place, or is waited for; a mail that came late leaves no trace of what was taken back. */
async function state() {
  return (await db.all())
    .filter(({ status }) => status !== 'cancelled')
    .map(({ className, startsLocal, status, instructor, location }) =>
      [className, startsLocal.slice(0, 16), status, instructor, location].join(' | '),
    )
    .sort();
}

const FIRST = 'Wednesday, December 2, 2026 at 6:00 PM';
const SECOND = 'Thursday, December 3, 2026 at 6:30 PM';

type Word = 'booked' | 'waits' | 'promoted' | 'reminded' | 'reminded-moved' | 'moved' | 'cancelled' | 'cancelled-moved';
interface Writer {
  readonly from: string;
  readonly link: string;
  /** Cancellations name no class. */
  readonly isSilent?: boolean;
}

const SAYS: Readonly<Record<Word, readonly [subject: string, statement: string, day: number]>> = {
  waits: ['Waitlist', 'You are on the waitlist for this class.', 1],
  booked: ['Booking confirmed', 'Your booking is confirmed.', 2],
  promoted: ["You're off the waitlist", 'You have been moved from the waitlist.', 3],
  moved: ['Your class has been rescheduled', 'Your class has been rescheduled.', 4],
  reminded: ['Reminder', 'This is a reminder of your class.', 3],
  'reminded-moved': ['Reminder', 'This is a reminder of your class.', 5],
  cancelled: ['Your booking has been cancelled', 'Your booking has been cancelled.', 6],
  'cancelled-moved': ['Your booking has been cancelled', 'Your booking has been cancelled.', 6],
};

function write(word: Word, { from, link, isSilent }: Writer): MailSample {
  const [subject, statement, day] = SAYS[word];
  const date = `2026-11-${10 + day}T10:00:00Z`;
  if (word === 'cancelled' && isSilent) {
    const body = '<p>Your class reservation on 12/2/2026 at 6:00 PM has been canceled.</p>';
    return { from, subject: 'Your class reservation has been canceled', date, body };
  }
  const when = word.includes('moved') ? SECOND : FIRST;
  const old = word === 'moved' ? `<p>Previous time: ${FIRST}</p>` : '';
  const body = `<p>${statement}</p>${old}<p>Class: Candlelight Yin</p><p>Teacher: Maren Holloway</p><p>When: ${when}</p><p>Where: Stillwater</p>${link}`;
  return { from, subject, date, body };
}

function ordersOf<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((one, index) => ordersOf(all.filter((_, at) => at !== index)).map((rest) => [one, ...rest]));
}

async function readAll(words: readonly Word[], writer: Writer): Promise<ReadResult[]> {
  return Promise.all(words.map((word) => readMailSource(mailOf(write(word, writer)), OPTIONS)));
}

const YIN = (start: string, status = 'booked') => [
  `Candlelight Yin | ${start} | ${status} | Maren Holloway | Stillwater`,
];
const [AT_FIRST, AT_SECOND] = ['2026-12-02T18:00', '2026-12-03T18:30'];
const HISTORIES: readonly (readonly [words: readonly Word[], expected: readonly string[]])[] = [
  [['booked', 'reminded'], YIN(AT_FIRST)],
  [['booked', 'cancelled'], []],
  [['waits', 'promoted'], YIN(AT_FIRST)],
  [['booked', 'moved'], YIN(AT_SECOND)],
  [['booked', 'reminded', 'cancelled'], []],
  [['waits', 'promoted', 'cancelled'], []],
  [['booked', 'moved', 'reminded-moved'], YIN(AT_SECOND)],
  [['booked', 'moved', 'cancelled-moved'], []],
];

async function holds(
  words: readonly Word[],
  writer: Writer,
  expected: readonly string[],
  { once = false } = {},
): Promise<void> {
  const said = await readAll(words, writer);
  for (const order of ordersOf(words.map((_, index) => index))) {
    await db.clear();
    for (const index of once ? order : [...order, ...order]) await take(said[index] as ReadResult);
    expect(await state(), order.map((index) => words[index]).join(', ')).toEqual(expected);
  }
}

describe.each<readonly [string, Writer]>([
  [
    'the booking’s number',
    {
      from: 'Stillwater <momence@mail.momence.com>',
      link: '<a href="https://momence.com/d/bookings/51730288">View</a>',
    },
  ],
  ['class and start', { from: 'Stillwater <noreply@glofox.com>', link: '' }],
  [
    'class and start, and cancels without a name',
    { from: 'Stillwater <Business1@mindbodyonline.com>', link: '', isSilent: true },
  ],
])('a class that is known by %s', (_, writer) => {
  it.each(HISTORIES)('ends the same in every order of %j', async (words, expected) => {
    await holds(words, writer, expected);
  });

  it('is booked by a confirmation that is newer than its cancellation, in every order', async () => {
    const said = await readAll(['booked', 'cancelled'], writer);
    const anew = { ...write('booked', writer), date: '2026-11-20T10:00:00Z' };
    const all = [...said, await readMailSource(mailOf(anew), OPTIONS)];
    for (const order of ordersOf(all)) {
      await db.clear();
      for (const each of [...order, ...order]) await take(each);
      expect(await state()).toEqual(YIN(AT_FIRST));
    }
  });
});

describe('the mails of every provider', () => {
  const senders = FORMATS.map(({ name, senders: [domain = ''], display }): readonly [string, string] => {
    const shown = display === null ? 'Stillwater' : name;
    return [name, `${shown} <noreply@${domain}>`];
  });

  it.each(senders)('%s: booked, moved and cancelled end the same in every order', async (_, from) => {
    await holds(['booked', 'moved', 'cancelled-moved'], { from, link: '' }, [], { once: true });
  });
});
