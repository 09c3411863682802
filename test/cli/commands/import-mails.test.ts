import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mailOf } from '../../intake/mail/mail-samples.ts';
import { type Home, useHomes } from '../../support/home.ts';

const homes = useHomes();

const LINK = '<a href="https://momence.com/dashboard/bookings/51730288">View booking</a>';
const FROM = 'Stillwater <momence@mail.momence.com>';
const CONFIRMED = mailOf({
  from: FROM,
  subject: "You're in! Candlelight Yin on December 2",
  date: '2026-11-20T10:00:00Z',
  body: `<p>You're in! Your spot is booked.</p><p>Candlelight Yin</p><p>with Saoirse Brennan</p><p>Wednesday, December 2, 2026, 6:00 PM - 7:15 PM (EST)</p><p>Stillwater Studio</p>${LINK}`,
});
const MOVED = mailOf({
  from: FROM,
  subject: 'Candlelight Yin has been rescheduled',
  date: '2026-11-21T10:00:00Z',
  body: `<p>Your class has been rescheduled.</p><p>Candlelight Yin</p><p>Thursday, December 3, 2026, 6:30 PM (EST)</p>${LINK}`,
});
const CANCELLED = mailOf({
  from: FROM,
  subject: 'Your booking for Candlelight Yin has been cancelled',
  date: '2026-11-22T10:00:00Z',
  body: `<p>Your booking has been cancelled.</p><p>Candlelight Yin</p><p>Thursday, December 3, 2026, 6:30 PM (EST)</p>${LINK}`,
});
const NEWS = mailOf({
  from: 'News <news@elsewhere.example>',
  subject: 'Book now',
  date: '2026-11-20T10:00:00Z',
  body: '<p>Yoga Thursday 6 pm: book now!</p>',
});
const ALL = { 'd.eml': CANCELLED, 'c.eml': MOVED, 'b.eml': CONFIRMED, 'a.eml': NEWS, 'e.eml': NEWS };

function save(home: Home, folder: string, files: Readonly<Record<string, Buffer | string>>): void {
  mkdirSync(home.path(folder), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(home.path(folder), name, '..'), { recursive: true });
    writeFileSync(join(home.path(folder), name), content);
  }
}

function mboxOf(mails: readonly Buffer[]): string {
  return mails.map((mail) => `From a@b.example Thu Nov 26 10:00:00 2026\n${mail.toString('latin1')}\n`).join('');
}

const MAILDIR = {
  'cur/1.a:2,S': CANCELLED,
  'cur/2.b:2,': MOVED,
  'new/3.c': CONFIRMED,
  'new/4.d': NEWS,
  'new/5.e': NEWS,
  'tmp/6.f': 'From: a@b.example',
};

async function expectHistory(home: Home, report: unknown): Promise<void> {
  expect(report).toMatchObject({ created: 1, updated: 1, cancelled: 1 });
  expect(await home.bookings()).toMatchObject([
    { startsAt: '2026-12-03T18:30:00.000-05:00', status: 'cancelled', class: { instructor: 'Saoirse Brennan' } },
  ]);
  const { stdout } = await home.run('undo --steps');
  expect(stdout.trim().split('\n')).toHaveLength(1);
  await home.run('undo');
  expect(await home.bookings()).toEqual([]);
}

describe('the mails of one class, in any order, are one history and one step', () => {
  test('as files', async () => {
    const home = homes.empty();
    save(home, '.', ALL);
    await expectHistory(home, await home.json(['import', ...Object.keys(ALL)]));
  });

  test('in a folder, whatever else lies in it', async () => {
    const home = homes.empty();
    save(home, 'mails', { ...ALL, 'notes.txt': 'Nothing', 'without-ending': CONFIRMED });
    await expectHistory(home, await home.json('import mails'));
  });

  test('in a Maildir, but not what is on its way', async () => {
    const home = homes.empty();
    save(home, 'mail', MAILDIR);
    await expectHistory(home, await home.json('import mail'));
  });

  test('in an mbox, from a file or from standard input', async () => {
    const home = homes.empty();
    save(home, '.', { 'all.mbox': mboxOf(Object.values(ALL)) });
    await expectHistory(home, await home.json('import all.mbox'));
    const other = homes.empty();
    const { stdout } = await other.run('import - --json', { input: mboxOf(Object.values(ALL)) });
    await expectHistory(other, JSON.parse(stdout));
  });
});

test('it reports how many there were, and once why the others are not bookings', async () => {
  const home = homes.empty();
  save(home, 'mails', ALL);
  const { stdout, exitCode } = await home.run('import mails');
  expect(stdout).toContain('5 mails · 1 new · 1 changed · 1 cancelled · 2 skipped');
  expect(stdout).toContain('2 × No booking: no format knows its sender.');
  expect(exitCode).toBe(0);
});

test('a dry run tells the same and changes nothing', async () => {
  const home = homes.empty();
  save(home, 'mails', ALL);
  expect(await home.json('import mails --dry-run')).toMatchObject({ created: 1, updated: 1, cancelled: 1 });
  expect(await home.bookings()).toEqual([]);
  expect(await home.json('import mails')).toMatchObject({ created: 1, updated: 1, cancelled: 1 });
});

test('a second time changes nothing', async () => {
  const home = homes.empty();
  save(home, 'mails', ALL);
  await home.run('import mails');
  const before = await home.bookings();
  expect(await home.json('import mails')).toMatchObject({ created: 0, updated: 0, cancelled: 0 });
  expect(await home.bookings()).toEqual(before);
});

test('an empty mbox is not an error; a folder without mails is one', async () => {
  const home = homes.empty();
  save(home, 'papers', { 'notes.txt': 'Nothing' });
  save(home, '.', { 'empty.mbox': '' });
  expect(await home.run('import empty.mbox')).toMatchObject({ exitCode: 0 });
  const { stderr, exitCode } = await home.run('import papers');
  expect(stderr).toContain('papers contains no mails');
  expect(exitCode).toBe(1);
});

test('a mail that nobody can read does not keep the others away', async () => {
  const home = homes.empty();
  const nested = Array.from({ length: 600 }, () => 'Content-Type: text/plain').join('\n\n');
  save(home, 'mails', { 'a.eml': `From: a@b.example\n\n${nested}`, 'b.eml': CONFIRMED });
  expect(await home.json('import mails')).toMatchObject({ created: 1, skipped: [{ line: 1 }] });
});

test('calendars and mails come in together, as one step', async () => {
  const home = homes.empty();
  const calendar = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:a@b', 'DTSTART:20261205T090000Z'];
  const text = [...calendar, 'DURATION:PT1H', 'SUMMARY:Barre', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
  save(home, '.', {
    'a.ics': text,
    'b.ics': text.replace('UID:a@b', 'UID:c@d').replace('Barre', 'Row'),
    'c.eml': CONFIRMED,
  });
  expect(await home.json('import a.ics b.ics c.eml')).toMatchObject({ created: 3 });
  await home.run('undo');
  expect(await home.bookings()).toEqual([]);
});
