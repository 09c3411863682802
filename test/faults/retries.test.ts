import { tmpdir } from 'node:os';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Home, useHomes } from '../support/home.ts';
import { SERVER_PROGRAMS, useOwnServer } from '../support/own-server.ts';
import { contentOf } from './whole-content.ts';

const BOOK = 'book Yoga --at 2027-03-03T19:00 --json';

describe.skipIf(SERVER_PROGRAMS === null)('a transaction that the server undoes (needs PostgreSQL)', () => {
  const server = useOwnServer({ within: tmpdir(), settings: ['deadlock_timeout=100ms'] });
  const homes = useHomes();
  let [home, database]: [Home, string] = [null as never, ''];
  const book = () => home.run(BOOK, { env: { NUMINA_DB: server.address(database) } });
  const count = async (table: string) =>
    Number((await server.admin<{ count: string }>(`select count(*) from ${table}`, database))[0]?.count);

  beforeAll(() => {
    home = homes.empty();
  });
  beforeEach(async () => {
    database = await server.makeDatabase();
    await home.json('book Boxing --at 2027-03-02T19:00', { env: { NUMINA_DB: server.address(database) } });
  });

  it('because it and another waited for each other, is done again, once', async () => {
    const [gate, other] = [await server.connect(database), await server.connect(database)];
    const waiting = () =>
      server.admin(
        `select 1 from pg_stat_activity where datname = '${database}' and wait_event_type = 'Lock' and usename = 'numina'`,
      );
    // The other never gives in, and has what the command needs last.
    await other.query("set deadlock_timeout = '10min'");
    await other.query("begin; select 1 from revisions where user_id = 'local' for update");
    await gate.query('begin; lock table bookings in access exclusive mode');
    const booking = book();
    await expect.poll(waiting).toHaveLength(1);
    // The command holds the account, for which the other waits from here on.
    const held = other.query("select 1 from users where id = 'local' for update");
    await expect
      .poll(() => server.admin(`select 1 from pg_locks where not granted and pid <> pg_backend_pid()`))
      .toHaveLength(2);
    await gate.query('rollback');
    await held;
    await other.query('commit');
    expect(await booking).toMatchObject({ exitCode: 0, stderr: '' });
    await Promise.all([gate.end(), other.end()]);
    expect([await count('bookings'), await count('journal_entries')]).toEqual([2, 2]);
    const deadlocks = `select deadlocks from pg_stat_database where datname = '${database}'`;
    await expect.poll(() => server.admin(deadlocks)).toEqual([{ deadlocks: '1' }]);
  });

  /** From now on the server undoes so many transactions that record a booking. */
  const undo = (many: number) =>
    server.admin(
      `create sequence tries; grant usage on sequence tries to numina;
       create function undo() returns trigger language plpgsql as $$ begin
         if nextval('tries') <= ${many} then raise 'could not serialize access' using errcode = '40001'; end if;
         return new;
       end $$;
       create trigger undo before insert on bookings for each row execute function undo()`,
      database,
    );
  const tries = async () =>
    Number((await server.admin<{ last: string }>('select last_value as last from tries', database))[0]?.last);

  it('to keep an order among many, is done again, once', async () => {
    await undo(2);
    expect(await book()).toMatchObject({ exitCode: 0, stderr: '' });
    expect([await tries(), await count('bookings'), await count('journal_entries')]).toEqual([3, 2, 2]);
  });

  it('each time, is given up after five, in words, and leaves nothing', async () => {
    const before = await contentOf(server, database);
    await undo(1_000_000);
    const { exitCode, stdout, stderr } = await book();
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: '' });
    expect(JSON.parse(stderr).error).toMatchObject({ code: 'database_locked', hint: 'Try again in a moment.' });
    expect(await tries()).toBe(5);
    const { tries: _, ...after } = await contentOf(server, database);
    expect(after).toEqual(before);
  });
});
