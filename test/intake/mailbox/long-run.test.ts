import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/errors.ts';
import { listFeeds, saveFeed } from '../../../src/intake/feeds/feed-service.ts';
import type { ReadMailbox } from '../../../src/intake/mailbox/mailbox.ts';
import { reverseSteps } from '../../../src/journal/journal-service.ts';
import { listEntries } from '../../../src/journal/journal-store.ts';
import { wordForTerminal } from '../../../src/terminal-words.ts';
import { deliver, historyOf } from './maildir-samples.ts';
import { IMAP_MAILBOX, useMailbox } from './use-mailbox.ts';

const box = useMailbox();

describe('a long first run', () => {
  const many = () =>
    Object.fromEntries(
      Array.from({ length: 250 }, (_, index) => [
        `new/${index}.m`,
        deliver(historyOf(1000 + index, 1 + (index % 25)).confirmed),
      ]),
    );

  it('tells how far it is, and is one step', async () => {
    await box.add(many());
    const heard: string[] = [];
    await box.sync({ hearMails: (feed, { done, total }) => heard.push(`${feed.name} ${done}/${total}`) });
    expect(heard).toEqual(['post 100/250', 'post 200/250', 'post 250/250']);
    expect(await box.db.all()).toHaveLength(250);
    expect((await listEntries(box.context.store, 10)).map(({ what }) => what)).toEqual([
      'synced post: 250 new',
      'added the feed post',
    ]);
    await reverseSteps(box.context, 'undo', 1, null);
    expect(await box.db.all()).toEqual([]);
  });

  it('that is ended after any batch goes on where it was, with the same result', async () => {
    await box.add(many());
    for (let run = 0; run < 3; run += 1) {
      const leaving = new AbortController();
      const outcome = await box.ask({ signal: leaving.signal, isAutomatic: true, hearMails: () => leaving.abort() });
      expect(outcome === undefined).toBe(run < 2);
    }
    expect(await box.db.all()).toHaveLength(250);
    expect(await box.sync()).toMatchObject({ state: 'same' });
  });

  it('that fails on the way tells what of it is stored, and goes on from there', async () => {
    await saveFeed(box.context, 'post', IMAP_MAILBOX);
    const mails = Object.values(many());
    const readImap = (until: number): ReadMailbox<unknown> =>
      async function* (_definition, { cursor }) {
        for (let at = Number(cursor ?? 0); at < mails.length; at += 100) {
          if (at >= until) throw new FailureError('cannot_fetch', 'The connection is cut.');
          const batch = mails.slice(at, at + 100);
          yield {
            mails: batch.map((octets, index) => ({ key: `${at + index}`, receivedAt: null, octets })),
            ...{ cursor: String(at + batch.length), done: at + batch.length, total: mails.length },
          };
        }
      };
    const failed = await box.sync({ readImap: readImap(200) });
    expect(failed).toMatchObject({ state: 'failed', report: { created: 200 }, error: { code: 'cannot_fetch' } });
    expect(failed.touched).toMatchObject({ count: 200 });
    expect(failed.notes.map(wordForTerminal)).toContain(
      'What came before is stored; numina sync post goes on from there.',
    );
    const [listing] = await listFeeds(box.context);
    expect(listing).toMatchObject({ events: 200, state: { hasFailed: true, syncedAt: expect.any(String) } });
    expect(await box.sync({ readImap: readImap(0) })).toMatchObject({ report: { created: 0 }, notes: [] });
    expect(await box.sync({ readImap: readImap(1000) })).toMatchObject({ state: 'taken', report: { created: 50 } });
  });

  it('in which writing fails changes nothing of its batch', async () => {
    await box.add({ 'new/1.a': deliver(historyOf(1).confirmed) });
    const { context } = box;
    const failing = { ...context, listeners: [...context.listeners, () => Promise.reject(new Error('full'))] };
    expect(await box.ask({}, failing)).toMatchObject({ state: 'failed' });
    expect(await box.state()).toEqual([]);
    expect(await box.sync()).toMatchObject({ report: { created: 1 } });
  });
});
