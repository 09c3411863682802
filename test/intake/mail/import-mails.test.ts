import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { readMailSource } from '../../../src/intake/mail/mail-source.ts';
import { takeIn } from '../../../src/intake/take-in.ts';
import { command, words } from '../../../src/words.ts';
import { book } from '../../support/book.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { type MailSample, mailOf } from './mail-samples.ts';

// What becomes of mails: whatever their order, and however often they are read.

const db = useBookingDatabase();
const NOW = '2026-11-22T12:00:00.000Z';
const OPTIONS = {
  homeZone: 'America/New_York',
  since: '2025-11-01',
  horizon: '2027-11-01',
  formats: loadFormats(null),
};

const take = (sample: MailSample) => takeOctets(mailOf(sample));

async function takeOctets(octets: Buffer) {
  const said = await readMailSource(octets, OPTIONS);
  const { report } = await takeIn(db.at(NOW), {
    ...{ said, skipped: said.skipped, defaultSource: 'email', what: 'imported a mail' },
    ...{ revive: false, isDryRun: false },
  });
  return report;
}

async function state() {
  return (await db.all()).map((booking) =>
    [
      booking.className,
      booking.startsLocal,
      booking.durationMinutes,
      booking.location,
      booking.status,
      booking.isLateCancel,
    ].join(' | '),
  );
}

const MOMENCE = 'Stillwater <momence@mail.momence.com>';
const LINK = '<a href="https://momence.com/dashboard/bookings/51730288">View booking</a>';
const CONFIRMED: MailSample = {
  from: MOMENCE,
  subject: "You're in! Candlelight Yin on December 2",
  date: '2026-11-20T10:00:00Z',
  body: `<p>You're in! Your spot is booked.</p><p>Candlelight Yin</p><p>with Saoirse Brennan</p><p>Wednesday, December 2, 2026, 6:00 PM - 7:15 PM (EST)</p><p>Stillwater Studio</p>${LINK}`,
};
const REMINDER: MailSample = {
  ...CONFIRMED,
  subject: 'Reminder: Candlelight Yin is tomorrow',
  date: '2026-12-01T10:00:00Z',
  body: `<p>This is a reminder of your class.</p><p>Candlelight Yin</p><p>Wednesday, December 2, 2026, 6:00 PM (EST)</p>${LINK}`,
};
const MOVED: MailSample = {
  ...CONFIRMED,
  subject: 'Candlelight Yin has been rescheduled',
  date: '2026-11-21T10:00:00Z',
  body: `<p>Your class has been rescheduled.</p><p>Candlelight Yin</p><p>Thursday, December 3, 2026, 6:30 PM (EST)</p>${LINK}`,
};
const CANCELLED: MailSample = {
  ...CONFIRMED,
  subject: 'Your booking for Candlelight Yin has been cancelled',
  date: '2026-11-21T12:00:00Z',
  body: `<p>Your booking has been cancelled.</p><p>Candlelight Yin</p><p>Wednesday, December 2, 2026, 6:00 PM (EST)</p>${LINK}`,
};

const SOLIDCORE = '[solidcore] <Business1@mindbodyonline.com>';
const BOOKED_THERE: MailSample = {
  from: SOLIDCORE,
  subject: 'you’re CONFIRMED',
  date: '2026-11-20T10:00:00Z',
  body: '<p><b>you’re CONFIRMED</b></p><p><b>Signature50: Full BodyDana Whitlock</b></p><p>9:30 AM, Saturday, 11/28/2026</p><p>210 Sample Turnpike, Burlington MA</p>',
};
const NAMELESS: MailSample = {
  from: SOLIDCORE,
  subject: 'Your class reservation has been canceled',
  date: '2026-11-21T10:00:00Z',
  body: '<p>Your class reservation on 11/28/2026 at 9:30 AM under the blue lights of Burlington, MA has been canceled.</p>',
};

describe('a confirmation', () => {
  it('is a booking of its provider', async () => {
    expect(await take(CONFIRMED)).toMatchObject({ created: 1 });
    expect(await db.all()).toMatchObject([
      {
        ...{
          className: 'Candlelight Yin',
          startsAt: '2026-12-02T23:00:00.000Z',
          durationMinutes: 75,
          source: 'momence',
        },
        ...{ instructor: 'Saoirse Brennan', location: 'Stillwater Studio', externalId: '51730288', status: 'booked' },
      },
    ]);
  });

  it('is the class that the person has typed in already', async () => {
    await book(db.at(NOW), 'Candlelight Yin', '2026-12-02T18:00');
    expect(await take(CONFIRMED)).toMatchObject({ created: 0, adopted: 1 });
    expect(await take(CANCELLED)).toMatchObject({ cancelled: 1 });
    expect(await db.all()).toMatchObject([{ status: 'cancelled', instructor: 'Saoirse Brennan' }]);
  });
});

describe('a later mail', () => {
  beforeEach(() => take(CONFIRMED));

  it('that reminds changes nothing, though it says less', async () => {
    const before = await db.all();
    expect(await take(REMINDER)).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await db.all()).toEqual(before);
  });

  it('that moves a class leaves what it is silent about', async () => {
    expect(await take(MOVED)).toMatchObject({ created: 0, updated: 1 });
    expect(await db.all()).toMatchObject([
      { startsAt: '2026-12-03T23:30:00.000Z', durationMinutes: 75, instructor: 'Saoirse Brennan', status: 'booked' },
    ]);
  });

  it('that cancels late says so', async () => {
    await take({ ...CANCELLED, subject: 'Late cancellation: Candlelight Yin' });
    expect(await db.all()).toMatchObject([{ status: 'cancelled', isLateCancel: true, instructor: 'Saoirse Brennan' }]);
  });
});

describe('a cancellation', () => {
  it('of an unknown class makes nothing visible, and keeps an older confirmation away', async () => {
    expect(await take(CANCELLED)).toMatchObject({
      created: 0,
      skipped: [{ reason: 'It cancels a class that is not known here.' }],
    });
    expect(await take(CONFIRMED)).toMatchObject({ created: 0 });
    expect(await db.all()).toEqual([]);
  });

  it('that names no class means the one of its provider at that time', async () => {
    await take(BOOKED_THERE);
    expect(await take(NAMELESS)).toMatchObject({ created: 0, cancelled: 1 });
    expect(await db.all()).toMatchObject([{ className: 'Signature50: Full Body', status: 'cancelled' }]);
  });

  it('leaves a class of another name or provider alone, though it begins then and there', async () => {
    await book(db.at(NOW), 'Spin', '2026-11-28T09:30', { fields: { location: '210 Sample Turnpike, Burlington MA' } });
    await book(db.at(NOW), 'Spin', '2026-12-02T18:00', { fields: { location: 'Stillwater Studio' } });
    await take(NAMELESS);
    await take({ ...CANCELLED, body: `${CANCELLED.body}<p>Location: Stillwater Studio</p>` });
    expect((await db.all()).map(({ status }) => status)).toEqual(['booked', 'booked']);
  });

  it('that names no class makes no booking', async () => {
    expect(await take(NAMELESS)).toMatchObject({ created: 0 });
    expect(await db.all()).toEqual([]);
  });

  it('gives way to a newer confirmation', async () => {
    await take(CONFIRMED);
    await take(CANCELLED);
    await take({ ...CONFIRMED, date: '2026-11-21T18:00:00Z' });
    expect(await db.all()).toMatchObject([{ status: 'booked' }]);
  });
});

describe('a mail that cannot be taken is reported, and books nothing', () => {
  it('where it moves a class without its number', async () => {
    const moved = { ...MOVED, body: MOVED.body.replace(LINK, '') };
    expect((await take(moved)).skipped).toMatchObject([
      { reason: words`It moves a class and does not say which; ${command('edit')} moves it here.` },
    ]);
    expect(await db.all()).toEqual([]);
  });

  it.each([
    ['a name of 100,000 characters', { name: 'x'.repeat(100_000), startDate: '2026-12-06T11:00:00-05:00' }],
    ['a day that no month has', { name: 'Barre', startDate: '2026-02-30T11:00:00-05:00' }],
    ['a year that no class has', { name: 'Barre', startDate: '0031-12-06T11:00:00-05:00' }],
  ])('where its markup has %s', async (_, reservationFor) => {
    const markup = JSON.stringify({ '@type': 'EventReservation', reservationNumber: '1', reservationFor });
    const body = `<script type="application/ld+json">${markup}</script><p>Booked.</p>`;
    expect((await take({ ...CONFIRMED, body })).skipped).toHaveLength(1);
    expect(await db.all()).toEqual([]);
  });
});

describe('a calendar in the mail of a known provider', () => {
  const calendarMail = (method: 'REQUEST' | 'CANCEL', date: string): Buffer =>
    Buffer.from(
      [
        ...['From: Theo <notifications@calendly.com>', 'Subject: Breathwork', `Date: ${new Date(date).toUTCString()}`],
        ...['MIME-Version: 1.0', `Content-Type: text/calendar; charset=utf-8; method=${method}`, ''],
        ...['BEGIN:VCALENDAR', 'VERSION:2.0', `METHOD:${method}`, 'BEGIN:VEVENT', 'UID:one@calendly.example'],
        ...['DTSTAMP:20261120T120000Z', `SEQUENCE:${method === 'CANCEL' ? 1 : 0}`, 'DTSTART:20261207T173000Z'],
        ...['DURATION:PT1H', 'SUMMARY:Breathwork', 'END:VEVENT', 'END:VCALENDAR', ''],
      ].join('\r\n'),
    );

  it('books under the name of the provider, and a cancellation finds it there', async () => {
    await takeOctets(calendarMail('REQUEST', '2026-11-20T10:00:00Z'));
    expect(await db.all()).toMatchObject([{ source: 'calendly', status: 'booked' }]);
    expect(await takeOctets(calendarMail('CANCEL', '2026-11-21T10:00:00Z'))).toMatchObject({ cancelled: 1 });
    expect(await db.all()).toMatchObject([{ status: 'cancelled' }]);
  });
});

describe('the mails of one class', () => {
  const HISTORIES = [
    [CONFIRMED, REMINDER],
    [CONFIRMED, MOVED],
    [CONFIRMED, CANCELLED],
  ] as const;

  it.each(HISTORIES)('give the same whatever their order, read once or often: %#', async (...history) => {
    for (const mail of history) await take(mail);
    const expected = (await state()).filter((line) => !line.includes('cancelled'));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...history, ...history], { minLength: history.length * 2 }),
        async (mails) => {
          await db.clear();
          for (const mail of mails) await take(mail);
          expect((await state()).filter((line) => !line.includes('cancelled'))).toEqual(expected);
        },
      ),
      { numRuns: 12 },
    );
  });
});
