import { describe, expect, it } from 'vitest';
import { type KeptAnswer, onceForKey } from '../../../src/accounts/access/idempotency.ts';
import { saveOwnSetting } from '../../../src/accounts/own-settings-service.ts';
import { readStoredSettings } from '../../../src/accounts/own-settings-store.ts';
import type { Store } from '../../../src/db/store.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/time/units.ts';
import { useAccessPlace } from './access-place.ts';

const place = useAccessPlace();
const ANSWER: KeptAnswer = { status: 201, headers: { Location: '/x' }, body: '{"a":1}' };
let works = 0;

/** Work that leaves a trace in the record. */
async function work(store: Store): Promise<KeptAnswer> {
  works += 1;
  await saveOwnSetting(store, 'clock', works);
  return ANSWER;
}

const ask = (key: string, content: string, does = work, context = place().local) =>
  onceForKey(context, { key, content }, does);
const stored = async () => (await readStoredSettings(place().local.store)).get('clock');

describe('a request under a key', () => {
  it('is done once, and answered the same again', async () => {
    works = 0;
    expect(await ask('k', 'body')).toEqual({ ...ANSWER, isRepeated: false });
    expect(await ask('k', 'body')).toEqual({ ...ANSWER, isRepeated: true });
    expect(works).toBe(1);
  });

  it('is refused where the key was that of another', async () => {
    await ask('k', 'body');
    await expect(ask('k', 'other body')).rejects.toMatchObject({ kind: 'usage', code: 'idempotency_key_reused' });
  });

  it('is another one for another account', async () => {
    works = 0;
    await ask('k', 'body');
    await ask('k', 'other body', async () => ANSWER, place().ben);
    expect(works).toBe(1);
  });

  it('leaves the key free where it fails, and nothing of its work', async () => {
    works = 0;
    const fails = async (store: Store) => {
      await work(store);
      throw new Error('failed');
    };
    await expect(ask('k', 'body', fails)).rejects.toThrow('failed');
    expect(await stored()).toBeUndefined();
    expect(await ask('k', 'body')).toMatchObject({ isRepeated: false });
    expect(await stored()).toBe(2);
  });

  it('is refused while the first is at work', async () => {
    // As a server leaves it that was killed between the claim and the work.
    const { db, userId } = place().local.store;
    await ask('k', 'body');
    await db
      .updateTable('idempotency_keys')
      .set({ status: null, answer: null })
      .where('user_id', '=', userId)
      .execute();
    await expect(ask('k', 'body')).rejects.toMatchObject({ kind: 'refused', code: 'request_running' });
    place().pass(2 * MINUTE_MS);
    expect(await ask('k', 'body')).toMatchObject({ isRepeated: false });
  });

  it('takes its work back where another has begun meanwhile', async () => {
    works = 0;
    const { db, userId } = place().local.store;
    const overtaken = async (store: Store) => {
      await work(store);
      await store.db.updateTable('idempotency_keys').set({ claim: 'other' }).where('user_id', '=', userId).execute();
      return ANSWER;
    };
    await expect(ask('k', 'body', overtaken)).rejects.toMatchObject({ code: 'request_running' });
    expect(await stored()).toBeUndefined();
    expect(await db.selectFrom('idempotency_keys').select('status').execute()).toEqual([]);
  });

  it('is done once where many ask at once', async () => {
    works = 0;
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => ask('k', 'body')));
    expect(works).toBe(1);
    const refused = asked.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
    expect(refused.filter((code) => code !== 'request_running')).toEqual([]);
  });

  it('may be another one after 7 days', async () => {
    await ask('k', 'body');
    place().pass(7 * DAY_MS - 1);
    expect(await ask('k', 'body')).toMatchObject({ isRepeated: true });
    place().pass(1);
    expect(await ask('k', 'other body')).toMatchObject({ isRepeated: false });
  });

  it.each(['', ' ', 'x'.repeat(256), 'ä', 'a\nb', ' a'])('%j is no key', async (key) => {
    await expect(ask(key, 'body')).rejects.toMatchObject({ code: 'bad_idempotency_key' });
  });
});
