import { beforeEach, describe, expect, it } from 'vitest';
import { DUTIES } from '../../src/daemon/lease.ts';
import { Leases } from '../../src/daemon/leases.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

const db = useBookingDatabase();
const common = () => db.database.common;
const on = (machine: string) => new Leases(db.database, machine);

beforeEach(async () => {
  await common().deleteFrom('leases').execute();
});

/** As if the time of all leases had run out. */
async function letRunOut(): Promise<void> {
  await common().updateTable('leases').set({ until: '2026-01-01T00:00:00.000Z' }).execute();
}

const rows = () => common().selectFrom('leases').selectAll().orderBy('name').execute();

describe('the duties of several daemons', () => {
  it('all go to the first, and none to the next', async () => {
    const [first, second] = [on('a'), on('b')];
    await first.keep();
    await second.keep();
    expect([first.held, second.held]).toEqual([DUTIES, []]);
    expect(await rows()).toMatchObject(
      ['daily', 'feeds', 'mail', 'webhook'].map((name) => ({ name, holder: 'a', fence: 1 })),
    );
  });

  it('go to one of those that ask at the same time', async () => {
    const daemons = ['a', 'b', 'c', 'd'].map(on);
    await Promise.all(daemons.map((each) => each.keep()));
    expect(daemons.flatMap(({ held }) => held).sort()).toEqual([...DUTIES].sort());
    await letRunOut();
    await Promise.all(daemons.map((each) => each.keep()));
    expect(daemons.flatMap(({ held }) => held).sort()).toEqual([...DUTIES].sort());
  });

  it('are taken over once they have run out, and whoever had them finds that out when it acts', async () => {
    const [first, second] = [on('a'), on('b')];
    await first.keep();
    await letRunOut();
    const isHeld = (leases: Leases) => db.database.store.transaction(({ db }) => leases.isStillHeld(db, 'mail'));
    expect(await isHeld(first)).toBe(false);
    await second.keep();
    expect(second.held).toEqual(DUTIES);
    expect([await isHeld(first), await isHeld(second)]).toEqual([false, true]);
    expect(first.fenceOf('mail')).toBeNull();
    expect(second.fenceOf('mail')).toBe(2);
    await first.keep();
    expect(first.held).toEqual([]);
  });

  it('are kept by whoever renews them', async () => {
    const [first, second] = [on('a'), on('b')];
    await first.keep();
    await letRunOut();
    await first.keep();
    await second.keep();
    expect([first.held, second.held]).toEqual([DUTIES, []]);
    expect(first.fenceOf('daily')).toBe(1);
  });

  it('go over at once where they were given up, or where the daemon was started anew on its machine', async () => {
    const [first, second, third] = [on('a'), on('b'), on('b')];
    await first.keep();
    await first.release();
    expect(first.held).toEqual([]);
    await second.keep();
    expect(second.held).toEqual(DUTIES);
    await third.keep();
    expect([third.held, third.fenceOf('feeds')]).toEqual([DUTIES, 3]);
    await second.keep();
    expect(second.held).toEqual([]);
  });

  it('are not given up for another that has them', async () => {
    const [first, second] = [on('a'), on('b')];
    await first.keep();
    await letRunOut();
    await second.keep();
    await first.release();
    await first.keep();
    expect([first.held, second.held]).toEqual([[], DUTIES]);
  });

  it('cannot be taken over in the middle of a transaction that acts by them', async () => {
    const [first, second] = [on('a'), on('b')];
    await first.keep();
    const order: string[] = [];
    let taking: Promise<void> = Promise.resolve();
    await db.database.store.transaction(async ({ db: transaction }) => {
      expect(await first.isStillHeld(transaction, 'mail')).toBe(true);
      taking = letRunOut()
        .then(() => second.keep())
        .then(() => void order.push('taken over'));
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push('acted');
    });
    await taking;
    expect(order).toEqual(['acted', 'taken over']);
  });
});
