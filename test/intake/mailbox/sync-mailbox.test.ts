import { constants, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFeed, listFeeds, removeFeed } from '../../../src/intake/feeds/feed-service.ts';
import { listWaiting, refuseMails } from '../../../src/intake/mail-trust/waiting-service.ts';
import { reverseSteps } from '../../../src/journal/journal-service.ts';
import { wordForTerminal } from '../../../src/terminal-words.ts';
import { book } from '../../support/book.ts';
import { mailOf } from '../mail/mail-samples.ts';
import { confirmation, letWait } from '../mail-trust/waiting-samples.ts';
import { deliver, historyOf, makeMaildir, SERVER } from './maildir-samples.ts';
import { useMailbox } from './use-mailbox.ts';

const box = useMailbox();
const { confirmed, reminder, moved, cancelled } = historyOf(51_730_288);
const ALL = {
  'cur/1.a:2,S': deliver(confirmed),
  'cur/2.b:2,': deliver(reminder),
  'new/3.c': deliver(moved),
  'new/4.d': deliver(cancelled),
};

const CANCELLED = ['2026-12-03T18:30:00 cancelled'];

/** The names of all files in the Maildir, and their times. */
function timesOf() {
  const hasReadingTime = !('O_NOATIME' in constants);
  return ['new', 'cur', 'tmp'].flatMap((name) =>
    readdirSync(join(box.path, name)).map((file) => {
      const { mtimeMs, atimeMs, size } = statSync(join(box.path, name, file));
      return { file: `${name}/${file}`, size, mtimeMs, atimeMs: hasReadingTime ? 0 : atimeMs };
    }),
  );
}

describe('a Maildir as a feed', () => {
  it('becomes the history that its mails tell', async () => {
    await box.add(ALL);
    const { report, state: how } = await box.sync();
    expect({ how, report }).toMatchObject({ how: 'taken', report: { created: 1, updated: 1, cancelled: 1 } });
    expect(await box.state()).toEqual(CANCELLED);
    expect(await box.db.all()).toMatchObject([
      { source: 'momence', instructor: 'Saoirse Brennan', durationMinutes: 75 },
    ]);
  });

  it('is never changed: no octet, no name, no time, where the system lets us not even that of the last reading', async () => {
    await box.add(ALL);
    const times = timesOf();
    await box.sync();
    expect(timesOf()).toEqual(times);
    for (const [name, octets] of Object.entries(ALL)) expect(readFileSync(join(box.path, name))).toEqual(octets);
  });

  it('leaves alone what is on its way', async () => {
    await box.add({ 'tmp/1.a': deliver(confirmed) });
    expect(await box.sync()).toMatchObject({ state: 'same' });
    expect(await box.state()).toEqual([]);
  });

  it('is read on from where it was, whatever the flags and folders of its mails', async () => {
    await box.add({ 'new/1.a': deliver(confirmed) });
    await box.sync();
    renameSync(join(box.path, 'new/1.a'), join(box.path, 'cur/1.a:2,FS'));
    expect(await box.sync()).toMatchObject({ state: 'same', report: { unchanged: 0 } });
    makeMaildir(box.path, { 'new/0.older': deliver(moved) });
    expect(await box.sync()).toMatchObject({ report: { updated: 1 } });
    expect((await listFeeds(box.context))[0]).toMatchObject({ events: 1, mails: { mails: 2, done: 1, total: 1 } });
  });

  it('withdraws nothing where a mail is deleted', async () => {
    await box.add({ 'cur/1.a:2,': deliver(confirmed) });
    await box.sync();
    rmSync(join(box.path, 'cur/1.a:2,'));
    await box.sync({ force: true });
    expect(await box.state()).toEqual(['2026-12-02T18:00:00 booked']);
  });

  it('leaves out what arrived before the given day', async () => {
    await box.add(ALL, { since: '2026-11-22' });
    expect(await box.sync()).toMatchObject({ state: 'same' });
  });

  it('that is gone fails, and is asked again later', async () => {
    await box.add(ALL);
    rmSync(box.path, { recursive: true });
    const { error } = await box.sync();
    expect(error).toMatchObject({ code: 'cannot_fetch', message: expect.stringContaining('There is no Maildir') });
    expect((await listFeeds(box.context))[0]?.state).toMatchObject({ hasFailed: true, failures: 1 });
  });

  it('says in a dry run what it would do, and does nothing', async () => {
    await box.add(ALL);
    expect(await box.sync({ isDryRun: true })).toMatchObject({ report: { created: 1, updated: 1, cancelled: 1 } });
    expect(await box.state()).toEqual([]);
    expect(await box.sync()).toMatchObject({ report: { created: 1 } });
  });
});

describe('the rules of a feed hold', () => {
  it('a typed-in booking is met, not doubled', async () => {
    await book(box.context, confirmed.body.match(/Candlelight Yin \d+/)?.[0] ?? '', '2026-12-02T18:00');
    await box.add({ 'new/1.a': deliver(confirmed) });
    expect(await box.sync()).toMatchObject({ report: { created: 0, adopted: 1 } });
  });

  it('a run is one step, and what was undone stays away', async () => {
    await box.add(ALL);
    await box.sync();
    await reverseSteps(box.context, 'undo', 1, null);
    expect(await box.state()).toEqual([]);
    await box.sync({ force: true });
    expect(await box.state()).toEqual([]);
    await box.sync({ revive: true });
    expect(await box.state()).toEqual(CANCELLED);
  });

  it('a run of the daemon is undone by the name of its feed', async () => {
    await box.add(ALL);
    await box.sync({ isAutomatic: true });
    await reverseSteps(box.context, 'undo', 1, 'post');
    expect(await box.state()).toEqual([]);
  });

  it('its bookings go with it, or stay', async () => {
    await box.add({ 'new/1.a': deliver(confirmed), 'new/2.b': deliver(historyOf(77, 9).confirmed) });
    await box.sync();
    await removeFeed(box.context, 'post', true);
    expect(await box.db.all()).toHaveLength(2);
    await reverseSteps(box.context, 'undo', 1, null);
    await removeFeed(box.context, 'post');
    expect(await box.db.all()).toEqual([]);
    await box.add({});
    expect(await box.sync()).toMatchObject({ report: { created: 2 } });
  });
});

describe('a mailbox that is removed', () => {
  it.each([false, true])(
    'takes its waiting mails along; an undo brings them back (keeps bookings: %s)',
    async (keeps) => {
      await box.add({ 'new/1.a': mailOf(confirmed) });
      await box.sync();
      await letWait(box.context, confirmation());
      expect(await removeFeed(box.context, 'post', keeps)).toMatchObject({ waiting: 1 });
      expect((await listWaiting(box.context)).map(({ mail }) => mail.feedId)).toEqual(['feed']);
      await reverseSteps(box.context, 'undo', 1, null);
      expect(await listWaiting(box.context)).toHaveLength(2);
    },
  );
});

describe('a mail that nobody vouches for', () => {
  it('waits, and says why', async () => {
    await box.add({ 'new/1.a': mailOf(confirmed) });
    const { report, notes } = await box.sync();
    expect(report).toMatchObject({ created: 0 });
    expect(notes.map(wordForTerminal)).toContain('1 mail waits for your decision; numina mail waiting shows them.');
    expect(await listWaiting(box.context)).toMatchObject([
      { mail: { subject: confirmed.subject }, outcome: 'created' },
    ]);
    await box.sync({ force: true });
    expect(await listWaiting(box.context)).toHaveLength(1);
  });

  it('names the server that seems to check the senders, where none is named', async () => {
    makeMaildir(box.path, { ...ALL });
    await addFeed(box.context, { name: 'post', place: `maildir:${box.path}` });
    const { notes } = await box.sync();
    const how = `numina sync add post maildir:${box.path} --auth-server ${SERVER}`;
    expect(notes.map(wordForTerminal).join(' ')).toContain(how);
    expect(await box.state()).toEqual([]);
    expect((await box.sync()).notes.map(wordForTerminal).join(' ')).toContain(how);
  });

  it('is taken and no longer waits as soon as its server is named; what was refused stays away', async () => {
    const other = historyOf(77, 9).confirmed;
    makeMaildir(box.path, { 'new/1.a': deliver(confirmed), 'new/2.b': deliver(other), 'new/3.c': mailOf(reminder) });
    const said = { name: 'post', place: `maildir:${box.path}` };
    await addFeed(box.context, said);
    await box.sync();
    expect(await listFeeds(box.context)).toMatchObject([{ waiting: 3 }]);
    const refused = (await listWaiting(box.context)).find(({ mail }) => mail.subject === other.subject);
    await refuseMails(box.context, { ids: [refused?.mail.id ?? ''] });
    expect(await addFeed(box.context, { ...said, authServer: SERVER })).toMatchObject({ isKnown: true });
    const { report, notes } = await box.sync();
    expect(report).toMatchObject({ created: 1, skipped: [{ reason: 'You have refused it.' }] });
    expect(notes.map(wordForTerminal)).toEqual(['1 mail waits for your decision; numina mail waiting shows them.']);
    expect(await box.state()).toEqual(['2026-12-02T18:00:00 booked']);
    const why = `${SERVER} does not say whether Momence sent it.`;
    expect(await listWaiting(box.context)).toMatchObject([{ mail: { subject: reminder.subject, why } }]);
  });

  it('says nothing where no format knows its sender, even with a calendar', async () => {
    const calendar = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:a@b',
      'DTSTAMP:20261120T120000Z',
    ];
    const event = ['DTSTART:20261207T173000Z', 'SUMMARY:Board meeting', 'END:VEVENT', 'END:VCALENDAR', ''];
    const head = ['From: boss@work.example', 'Subject: Meeting', 'Content-Type: text/calendar; method=REQUEST', ''];
    await box.add({ 'new/1.a': Buffer.from([...head, ...calendar, ...event].join('\r\n')) });
    expect(await box.sync()).toMatchObject({
      report: { created: 0, skipped: [{ reason: 'No booking: no format knows its sender.' }] },
    });
    expect(await listWaiting(box.context)).toEqual([]);
  });
});

it('a mail that comes while it is read is for the next run', async () => {
  await box.add({ 'new/1.a': deliver(confirmed) });
  await box.sync({
    hearMails: () => writeFileSync(join(box.path, 'new/9.late'), deliver(moved)),
  });
  expect(await box.sync()).toMatchObject({ report: { updated: 1 } });
});
