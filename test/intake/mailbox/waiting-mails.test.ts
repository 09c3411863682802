import { expect, it } from 'vitest';
import { addFeed, listFeeds } from '../../../src/intake/feeds/feed-service.ts';
import { acceptMails, listWaiting } from '../../../src/intake/mail-trust/waiting-service.ts';
import { reverseSteps } from '../../../src/journal/journal-service.ts';
import { listEntries } from '../../../src/journal/journal-store.ts';
import { deliver, historyOf, makeMaildir, SERVER } from './maildir-samples.ts';
import { useMailbox } from './use-mailbox.ts';

// A mail that waited, and is taken by itself since its server is named: it is either booked or waits, never neither.

const box = useMailbox();
const { confirmed, moved } = historyOf(51_730_288);
const [BOOKED, WAITS] = [['2026-12-02T18:00:00 booked'], [{ mail: { subject: confirmed.subject } }]];

/** Lets a mail wait, then names the server that proves it. */
async function nameServer(): Promise<void> {
  makeMaildir(box.path, { 'new/1.a': deliver(confirmed) });
  const said = { name: 'post', place: `maildir:${box.path}` };
  await addFeed(box.context, said);
  await box.sync();
  expect(await listWaiting(box.context)).toMatchObject(WAITS);
  await addFeed(box.context, { ...said, authServer: SERVER });
}

it('waits again after an undo of the sync that took it, and is taken again by a redo', async () => {
  await nameServer();
  await box.sync();
  expect(await box.state()).toEqual(BOOKED);
  expect(await listWaiting(box.context)).toEqual([]);
  const [step] = await listEntries(box.context.store, 1);
  expect(step?.what).toBe('synced post: 1 new');
  for (const _ of [1, 2]) {
    await reverseSteps(box.context, 'undo', 1, null);
    expect(await box.state()).toEqual([]);
    expect(await listWaiting(box.context)).toMatchObject(WAITS);
    expect(await listFeeds(box.context)).toMatchObject([{ events: 0, waiting: 1 }]);
    await reverseSteps(box.context, 'redo', 1, null);
    expect(await box.state()).toEqual(BOOKED);
    expect(await listWaiting(box.context)).toEqual([]);
    expect(await listFeeds(box.context)).toMatchObject([{ events: 1, waiting: 0 }]);
  }
});

it('goes on waiting where the mailbox is read anew after the undo, until it is accepted', async () => {
  await nameServer();
  await box.sync();
  await reverseSteps(box.context, 'undo', 1, null);
  await box.sync({ force: true });
  expect(await box.state()).toEqual([]);
  expect(await listWaiting(box.context)).toMatchObject(WAITS);
  await acceptMails(box.context, { ids: [], all: true });
  expect(await box.state()).toEqual(BOOKED);
  expect(await listWaiting(box.context)).toEqual([]);
});

it('that changes no booking waits no more without a step of its own', async () => {
  await nameServer();
  await acceptMails(box.context, { ids: [], all: true });
  makeMaildir(box.path, { 'new/2.b': deliver(moved) });
  await box.sync();
  await box.sync({ force: true });
  expect(await listEntries(box.context.store, 10)).toHaveLength(4);
  expect(await box.state()).toEqual(['2026-12-03T18:30:00 booked']);
});
