import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { IntakeDocument } from '../../../src/intake/intake-document.ts';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { readMailDocument } from '../../../src/intake/mailbox/read-mail-document.ts';
import { takeInAll } from '../../../src/intake/take-in-all.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { type MailSample, mailOf } from '../mail/mail-samples.ts';

// A class that is moved several times, A to B to C. Each change names only the time before it. Whatever the order of the
// mails, their repetition and the batches in which they come, the bookings are the same.

const db = useBookingDatabase();
const FORMATS = loadFormats(null);
const READING = {
  reading: { homeZone: 'America/New_York', since: '2025-11-01', horizon: '2027-11-01', formats: FORMATS },
  rules: { only: [], skip: [], maps: [], standing: [] },
};

/** How the mails of a class name its booking. */
type Numbering = 'none' | 'one' | 'first only' | 'each anew' | 'changes only';

interface Chain {
  /** The days of December, in the order in which the class lies there. */
  readonly days: readonly number[];
  readonly numbering: Numbering;
  /** For each day, whether a reminder comes while the class lies there. */
  readonly isReminded: readonly boolean[];
  readonly end: 'none' | 'cancelled' | 'cancelled without a name';
}

const when = (day: number) =>
  `${new Date(Date.UTC(2026, 11, day)).toLocaleDateString('en-US', { dateStyle: 'full', timeZone: 'UTC' })} at 6:00 PM`;

function numberOf({ numbering }: Chain, at: number, index: number): number | null {
  if (numbering === 'one') return 7000 + at * 100;
  if (numbering === 'first only') return index === 0 ? 7000 + at * 100 : null;
  if (numbering === 'changes only') return index === 0 ? null : 7000 + at * 100;
  return numbering === 'each anew' ? 7000 + at * 100 + index : null;
}

/** The mails of a chain, as they were written. */
function writeChain(chain: Chain, at: number): MailSample[] {
  let hour = at;
  const write = (subject: string, index: number, lines: readonly string[]): MailSample => {
    hour += 10;
    const number = numberOf(chain, at, index);
    const link = number === null ? '' : `<a href="https://momence.com/d/bookings/${number}">View</a>`;
    return {
      from: 'Stillwater <momence@mail.momence.com>',
      ...{ subject, date: new Date(Date.UTC(2026, 10, 1, hour)).toISOString() },
      body: `${lines.map((line) => `<p>${line}</p>`).join('')}${link}`,
    };
  };
  const name = `Class: Candlelight Yin ${at}`;
  const mails: MailSample[] = [];
  for (const [index, day] of chain.days.entries()) {
    const before = chain.days[index - 1];
    // What only the first mail says stays with the booking.
    const teacher = index === 0 ? ['Teacher: Maren Holloway'] : [];
    mails.push(
      before === undefined
        ? write('Booking confirmed', index, [
            'Your booking is confirmed.',
            ...[name, ...teacher, `When: ${when(day)}`, 'Where: Stillwater'],
          ])
        : write('Your class has been rescheduled', index, [
            'Your class has been rescheduled.',
            ...[`Previous time: ${when(before)}`, name, `When: ${when(day)}`],
          ]),
    );
    if (chain.isReminded[index])
      mails.push(write('Reminder', index, ['This is a reminder of your class.', name, `When: ${when(day)}`]));
  }
  const last = chain.days.length - 1;
  const lastDay = when(chain.days[last] ?? 0);
  if (chain.end === 'cancelled')
    mails.push(
      write('Your booking has been cancelled', last, ['Your booking has been cancelled.', name, `When: ${lastDay}`]),
    );
  if (chain.end === 'cancelled without a name')
    mails.push(
      write('Your booking has been cancelled', last, [`Your class reservation on ${lastDay} has been cancelled.`]),
    );
  return mails;
}

async function readAll(chains: readonly Chain[]): Promise<IntakeDocument[]> {
  const mails = chains.flatMap(writeChain);
  return Promise.all(mails.map((mail, index) => readMailDocument(mailOf(mail), index + 1, READING)));
}

/** What takes place. A class that was booked at an old time, because the change came late, is taken back there. */
async function takesPlace(): Promise<string[]> {
  return (await db.all())
    .filter(({ status }) => status !== 'cancelled')
    .map(({ className, startsLocal, status, instructor, location }) =>
      [className, startsLocal, status, instructor, location].join(' | '),
    )
    .sort();
}

function expectedOf(chains: readonly Chain[]): string[] {
  return chains.flatMap(({ days, end }, at) => {
    const day = String(days.at(-1)).padStart(2, '0');
    const booked = `Candlelight Yin ${at} | 2026-12-${day}T18:00:00 | booked | Maren Holloway | Stillwater`;
    return end === 'none' ? [booked] : [];
  });
}

async function takeBatches(batches: readonly (readonly IntakeDocument[])[]): Promise<void> {
  await db.clear();
  for (const batch of batches) {
    await takeInAll(db.at('2026-11-22T12:00:00.000Z'), batch, {
      ...{ what: 'synced post', areMessages: true, revive: false, isDryRun: false },
    });
  }
}

const chainOn = (days: fc.Arbitrary<number[]>, ends: readonly Chain['end'][]): fc.Arbitrary<Chain> =>
  fc.record({
    days,
    numbering: fc.constantFrom<Numbering>('none', 'none', 'one', 'first only', 'each anew', 'changes only'),
    isReminded: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    end: fc.constantFrom(...ends),
  });
const daysFrom = (first: number) =>
  fc.shuffledSubarray(
    [0, 1, 2, 3].map((day) => first + day),
    { minLength: 2, maxLength: 4 },
  );

const batchesOf = (count: number) =>
  fc
    .tuple(
      fc.array(fc.nat(count - 1), { maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 }),
    )
    .chain(([again, sizes]) =>
      fc
        .shuffledSubarray([...Array(count).keys(), ...again], { minLength: count + again.length })
        .map((order) => inBatches(order, sizes)),
    );

function inBatches(order: readonly number[], sizes: readonly number[]): number[][] {
  const batches: number[][] = [];
  for (let [at, turn] = [0, 0]; at < order.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    batches.push(order.slice(at, at + size));
    at += size;
  }
  return batches;
}

async function holds(chains: fc.Arbitrary<Chain[]>, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      chains.chain((each) => batchesOf(each.flatMap(writeChain).length).map((batches) => [each, batches] as const)),
      async ([each, batches]) => {
        const documents = await readAll(each);
        await takeBatches(batches.map((batch) => batch.flatMap((index) => documents[index] ?? [])));
        expect(await takesPlace()).toEqual(expectedOf(each));
      },
    ),
    { numRuns },
  );
}

it('any order, repetition and batch of the mails of a class that was moved several times gives one booking', async () => {
  await holds(
    fc.tuple(chainOn(daysFrom(2), ['none', 'none', 'cancelled', 'cancelled without a name'])).map((each) => [...each]),
    40,
  );
});

it('does so for classes that change places with each other', async () => {
  const chain = chainOn(daysFrom(2), ['none', 'cancelled']);
  await holds(
    fc.tuple(chain, chain).map((each) => [...each]),
    20,
  );
});
