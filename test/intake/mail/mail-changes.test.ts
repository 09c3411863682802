import { beforeEach, describe, expect, it } from 'vitest';
import { cancelBookings } from '../../../src/bookings/status-service.ts';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { readMailSource } from '../../../src/intake/mail/mail-source.ts';
import { takeIn } from '../../../src/intake/take-in.ts';
import { command, words } from '../../../src/words.ts';
import { book } from '../../support/book.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { type MailSample, mailOf } from './mail-samples.ts';

// Changes without a number, and what a late cancellation has cost.

const db = useBookingDatabase();
const NOW = '2026-11-22T12:00:00.000Z';
const OPTIONS = {
  homeZone: 'America/New_York',
  since: '2025-11-01',
  horizon: '2027-11-01',
  formats: loadFormats(null),
};

async function take(sample: MailSample) {
  const said = await readMailSource(mailOf(sample), OPTIONS);
  const { report } = await takeIn(db.at(NOW), {
    ...{ said, skipped: said.skipped, defaultSource: 'email', what: 'imported a mail' },
    ...{ revive: false, isDryRun: false },
  });
  return report;
}

const glofox = (subject: string, day: number, lines: readonly string[]): MailSample => ({
  ...{ from: 'Ironworks <noreply@glofox.com>', subject, date: `2026-11-${day}T10:00:00Z` },
  body: lines.join('\n\n'),
});
const CLASS = 'Class: Hatton Boxing';
const PLACE = 'Location: Ironworks';
const BOOKED = glofox('Booking confirmed', 12, [CLASS, 'When: Thursday 10 December 2026, 18:00', PLACE]);
const moved = (...lines: readonly string[]) =>
  glofox('Your class has been rescheduled', 14, [CLASS, 'When: Friday 11 December 2026, 19:15', PLACE, ...lines]);
const OLD = 'Old time: Thursday 10 December 2026, 18:00';

describe('a change without a number', () => {
  it('moves the class that was booked for the old time that it names', async () => {
    await take(BOOKED);
    expect(await take(moved(OLD))).toMatchObject({ created: 0, updated: 1 });
    expect(await db.all()).toMatchObject([{ startsLocal: '2026-12-11T19:15:00', status: 'booked' }]);
  });

  it('moves the class that the person typed in', async () => {
    await book(db.at(NOW), 'Hatton Boxing', '2026-12-10T18:00');
    expect(await take(moved(OLD))).toMatchObject({ created: 0, adopted: 1 });
    expect(await db.all()).toMatchObject([{ startsLocal: '2026-12-11T19:15:00' }]);
  });

  it('books the class where nothing is known of the old time, and keeps its confirmation away', async () => {
    expect(await take(moved(OLD))).toMatchObject({ created: 1 });
    expect(await take(BOOKED)).toMatchObject({ created: 0, updated: 0 });
    expect(await db.all()).toMatchObject([{ startsLocal: '2026-12-11T19:15:00' }]);
  });

  it.each([
    ['names none', []],
    ['names two', [OLD, 'Original date: Tuesday 8 December 2026, 18:00']],
    ['names one whose weekday is another', ['Old time: Monday 10 December 2026, 18:00']],
  ])('is refused, and told, where it %s', async (_, lines) => {
    await take(BOOKED);
    const { skipped } = await take(moved(...lines));
    expect(skipped).toMatchObject([
      { reason: words`It moves a class and does not say which; ${command('edit')} moves it here.` },
    ]);
    expect(await db.all()).toMatchObject([{ startsLocal: '2026-12-10T18:00:00' }]);
  });

  it('brings no class back that the person has cancelled', async () => {
    await take(BOOKED);
    await cancelBookings(db.at(NOW), { references: ['Hatton Boxing'] });
    await take(moved(OLD));
    expect((await db.all()).map(({ status }) => status)).toEqual(['cancelled']);
  });

  it('of the teacher alone changes the teacher', async () => {
    await take(BOOKED);
    const other = glofox('Trainer change: Hatton Boxing', 15, [
      'Your class now has another trainer.',
      ...[CLASS, 'When: Thursday 10 December 2026, 18:00', 'Trainer: Jade Okafor', PLACE],
    ]);
    expect(await take(other)).toMatchObject({ created: 0, updated: 1 });
    expect(await db.all()).toMatchObject([{ startsLocal: '2026-12-10T18:00:00', instructor: 'Jade Okafor' }]);
  });
});

describe('a cancellation', () => {
  const cancelled = (...lines: readonly string[]) =>
    glofox('Late cancellation', 15, [CLASS, 'When: Thursday 10 December 2026, 18:00', PLACE, ...lines]);
  beforeEach(() => take(BOOKED));

  it.each([
    ['A fee of £10 has been charged.', 10_000, 'GBP'],
    ['Late fee: 12,50 €', 12_500, 'EUR'],
    ['Stornogebühr: 12 EUR', 12_000, 'EUR'],
    ['Des frais de 8 € ont été facturés.', 8000, 'EUR'],
    // What dollars they are, the mail does not say.
    ['You were charged a $15 late fee.', 15_000, null],
    ['You were charged a late fee of C$15.', 15_000, 'CAD'],
  ])('costs what it names: %s', async (line, feePaid, currency) => {
    await take(cancelled(line));
    expect(await db.all()).toMatchObject([{ status: 'cancelled', isLateCancel: true, feePaid, currency }]);
  });

  it.each([
    'A fee of £10 may be charged.',
    'Avoid a £10 fee next time.',
    'A fee of 1.250 € has been charged.',
    'The late fee is £10. The no-show charge is £20.',
    'Your £10 fee was waived.',
    'Book again for £10.',
  ])('costs nothing that is certain where it says: %s', async (line) => {
    await take(cancelled(line));
    expect(await db.all()).toMatchObject([{ status: 'cancelled', isLateCancel: true, feePaid: null, currency: null }]);
  });

  it('is late where a fee was charged, whatever it is called', async () => {
    await take({ ...cancelled('A fee of £10 has been charged.'), subject: 'Your booking has been cancelled' });
    expect(await db.all()).toMatchObject([{ isLateCancel: true, feePaid: 10_000 }]);
  });

  it('costs nothing in another currency than the booking’s', async () => {
    await db.clear();
    await book(db.at(NOW), 'Hatton Boxing', '2026-12-10T18:00', {
      fields: { price: 20_000, currency: 'GBP' },
    });
    await take(cancelled('A fee of 10 € has been charged.'));
    expect(await db.all()).toMatchObject([{ status: 'cancelled', feePaid: null, currency: 'GBP' }]);
  });
});
