import { describe, expect, it } from 'vitest';
import { runForEach } from '../../src/db/run-for-each.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

const db = useBookingDatabase();

const pause = (id: string, from: string) => ({
  id,
  user_id: db.database.store.userId,
  from_date: from,
  to_date: '2026-12-31',
  reason: null,
  created_at: '2026-11-20T10:00:00.000Z',
});
const pauses = () => db.database.store.db.selectFrom('pauses').select(['id', 'from_date']).orderBy('id').execute();
const insert = (row: ReturnType<typeof pause>) => db.database.store.db.insertInto('pauses').values(row);

describe('a statement for each of many', () => {
  it('is run with the parameters of each, in their order', async () => {
    const { store } = db.database;
    await runForEach(store, [pause('a', '2026-11-01'), pause('b', '2026-11-02')], insert, Object.values);
    await runForEach(
      store,
      ['2026-11-08', '2026-11-09'],
      (from) => store.db.updateTable('pauses').set({ from_date: from }).where('id', '=', 'b'),
      (from) => [from, 'b'],
    );
    expect(await pauses()).toEqual([
      { id: 'a', from_date: '2026-11-01' },
      { id: 'b', from_date: '2026-11-09' },
    ]);
  });

  it('is not built where there is nothing', async () => {
    const build = () => {
      throw new Error('built');
    };
    await runForEach(db.database.store, [], build, () => []);
  });

  it('refuses parameters that are not those of the statement', async () => {
    const row = pause('a', '2026-11-01');
    const running = runForEach(db.database.store, [row], insert, (each) => Object.values(each).reverse());
    await expect(running).rejects.toThrow('The parameters are not those of the statement: insert into "pauses"');
    expect(await pauses()).toEqual([]);
  });

  it('leaves nothing of its transaction where one of them fails', async () => {
    const both = [pause('a', '2026-11-01'), pause('a', '2026-11-02')];
    const running = db.database.store.transaction((store) => runForEach(store, both, insert, Object.values));
    await expect(running).rejects.toThrow(/UNIQUE constraint/i);
    expect(await pauses()).toEqual([]);
  });
});
