import { afterEach, describe, expect, test } from 'vitest';
import { WatchedMailbox } from '../../src/daemon/watched-mailbox.ts';
import type { ImapDefinition } from '../../src/intake/feeds/feed.ts';
import { MAILBOX_LIMITS } from '../../src/intake/mailbox/mailbox.ts';
import { useCutProxy } from '../support/cut-proxy.ts';
import { HAS_DOVECOT, useDovecot } from '../support/dovecot.ts';
import { passwordOf, sampleFolder, sampleMail, subjectOf } from '../support/imap-samples.ts';
import { onThisMachine, patient } from '../support/patience.ts';

const dovecot = useDovecot();
const proxy = useCutProxy(() => dovecot.port);
const WITHIN = { timeout: patient(5000), interval: 20 };
const ending = new Set<WatchedMailbox>();

afterEach(async () => {
  for (const mailbox of ending) await mailbox.end();
  ending.clear();
  [proxy.isShut, proxy.cutAfter] = [false, null];
});

/** A folder that is watched, what it was read to hold, and what went wrong with it. */
function watch(definition: ImapDefinition) {
  const heard: (string | null)[] = [];
  const errors: string[] = [];
  let [cursor, runs]: [string | null, number] = [null, 0];
  const mailbox = new WatchedMailbox({
    feed: { id: definition.user, name: definition.user, definition },
    definition,
    signal: new AbortController().signal,
    async takeIn(_feed, read, _isDue, signal) {
      const options = { cursor, since: new Date(0), senders: ['classpass.com'], limits: MAILBOX_LIMITS, signal };
      try {
        for await (const batch of read(definition, options)) {
          heard.push(...batch.mails.map(({ octets }) => subjectOf(octets)));
          ({ cursor } = batch);
        }
      } catch (error) {
        errors.push(String(error));
      }
      runs += 1;
    },
  });
  ending.add(mailbox);
  return { mailbox, heard, errors, runs: () => runs };
}

describe.skipIf(!HAS_DOVECOT)('a watched mailbox (needs Dovecot)', () => {
  test('hears of each mail within seconds, over one connection', async () => {
    dovecot.deliver('watched', sampleMail('One'));
    const { mailbox, heard, errors } = watch(sampleFolder('watched', proxy.port));
    const before = proxy.count;
    mailbox.ask();
    await expect.poll(() => heard, WITHIN).toEqual(['One']);
    for (const name of ['Two', 'Three', 'Four']) {
      const startedMs = performance.now();
      dovecot.deliver('watched', sampleMail(name));
      await expect.poll(() => heard.at(-1), WITHIN).toBe(name);
      expect(performance.now() - startedMs).toBeLessThan(onThisMachine(5000));
    }
    expect({ heard, errors }).toEqual({ heard: ['One', 'Two', 'Three', 'Four'], errors: [] });
    expect(proxy.count - before).toBe(1);
  });

  test('misses no mail that comes while it reads', async () => {
    for (let index = 0; index < 150; index += 1) dovecot.deliver('busy', sampleMail(`Mail ${index}`));
    const { mailbox, heard } = watch(sampleFolder('busy', proxy.port));
    mailbox.ask();
    await expect.poll(() => heard.length, WITHIN).toBeGreaterThan(0);
    dovecot.deliver('busy', sampleMail('Late'));
    await expect.poll(() => heard.at(-1), WITHIN).toBe('Late');
    expect(new Set(heard).size).toBe(151);
  });

  test('reads again when it is due, over the same connection', async () => {
    dovecot.deliver('due', sampleMail('One'));
    const before = proxy.count;
    const { mailbox, runs } = watch(sampleFolder('due', proxy.port));
    mailbox.ask();
    await expect.poll(runs, WITHIN).toBe(1);
    mailbox.ask();
    await expect.poll(runs, WITHIN).toBe(2);
    expect([proxy.count - before, proxy.open]).toEqual([1, 1]);
  });

  test('comes back by itself when its connection is lost, and catches up', async () => {
    dovecot.deliver('lost', sampleMail('One'));
    const { mailbox, heard, errors } = watch(sampleFolder('lost', proxy.port));
    mailbox.ask();
    await expect.poll(() => heard, WITHIN).toEqual(['One']);
    dovecot.deliver('lost', sampleMail('Two'));
    proxy.cut();
    await expect.poll(() => heard, WITHIN).toEqual(['One', 'Two']);
    expect(errors).toEqual([]);
    await mailbox.end();
    await expect.poll(() => proxy.open, WITHIN).toBe(0);
  });

  test('is asked again when it is due where it could not be read', async () => {
    proxy.isShut = true;
    dovecot.deliver('away', sampleMail('One'));
    const { mailbox, heard, errors } = watch(sampleFolder('away', proxy.port));
    mailbox.ask();
    await expect.poll(() => mailbox.isAwake, WITHIN).toBe(false);
    expect(errors).toEqual([expect.stringContaining('localhost broke off in the middle')]);
    proxy.isShut = false;
    mailbox.ask();
    await expect.poll(() => heard, WITHIN).toEqual(['One']);
  });

  test('does not try a wrong password again by itself', async () => {
    const { mailbox, errors, runs } = watch(sampleFolder('locked', proxy.port, { secret: passwordOf('wrong') }));
    mailbox.ask();
    await expect.poll(() => mailbox.isAwake, WITHIN).toBe(false);
    await expect.poll(() => proxy.open, WITHIN).toBe(0);
    expect([runs(), errors.length]).toEqual([1, 1]);
  });

  test('ends at once, whatever it does, and leaves no connection', async () => {
    const all = ['end-a', 'end-b', 'end-c'].map((name) => {
      dovecot.deliver(name, sampleMail('One'));
      return watch(sampleFolder(name, proxy.port));
    });
    for (const { mailbox } of all) mailbox.ask();
    await expect.poll(() => all.map(({ heard }) => heard.length), WITHIN).toEqual([1, 1, 1]);
    const startedMs = performance.now();
    all[2]?.mailbox.ask();
    await Promise.all(all.map(({ mailbox }) => mailbox.end()));
    expect(performance.now() - startedMs).toBeLessThan(onThisMachine(1000));
    await expect.poll(() => proxy.open, WITHIN).toBe(0);
  });
});

describe.skipIf(!HAS_DOVECOT)('a mailbox of a server without IDLE (needs Dovecot)', () => {
  const plain = useDovecot(['imap_capability = IMAP4rev1 SASL-IR']);

  test('is read when it is due, and no connection is kept', async () => {
    plain.deliver('plain', sampleMail('One'));
    const { mailbox, heard } = watch(sampleFolder('plain', plain.port));
    mailbox.ask();
    await expect.poll(() => mailbox.isAwake, WITHIN).toBe(false);
    expect(heard).toEqual(['One']);
    plain.deliver('plain', sampleMail('Two'));
    mailbox.ask();
    await expect.poll(() => heard, WITHIN).toEqual(['One', 'Two']);
  });
});
