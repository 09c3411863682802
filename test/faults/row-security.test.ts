import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reachServer, type Server } from '../../src/db/postgres/reach-server.ts';
import { grantTo } from '../../src/db/postgres/schema-upkeep.ts';
import { SERVER_PROGRAMS, useOwnServer } from '../support/own-server.ts';
import { userRow } from '../support/user-row.ts';

const REFUSED = /violates row-level security policy/;
const NOW = '2026-11-24T14:12:00.000Z';

// What a defect of numina, or a person with psql, can see of others: the database itself refuses it.
describe.skipIf(SERVER_PROGRAMS === null)('row-level security (needs PostgreSQL)', () => {
  const server = useOwnServer({ within: tmpdir() });
  let database = '';
  let reached: Server;

  beforeAll(async () => {
    database = await server.makeDatabase();
    reached = reachServer(server.address(database), { env: {}, passwordCommand: null });
    await reached.kysely
      .insertInto('users')
      .values(['ana', 'ben'].map((id) => userRow(id)))
      .execute();
    for (const person of ['ana', 'ben']) {
      await reached
        .storeFor(person)
        .db.insertInto('pauses')
        .values({ ...pause(person), reason: null })
        .execute();
    }
    await server.admin('create role helper login');
    await grantTo(reached, 'helper');
  });
  afterAll(() => reached?.close());

  const pause = (person: string) => ({
    id: `pause of ${person}`,
    user_id: person,
    from_date: '2026-12-01',
    to_date: '2026-12-08',
    created_at: NOW,
  });

  describe.each([
    ['numina', 'the owner of the tables'],
    ['helper', 'a role of less power'],
  ])('as %s, %s', (role) => {
    let client: pg.Client;
    beforeAll(async () => {
      client = new pg.Client({ connectionString: server.address(database, role) });
      await client.connect();
    });
    afterAll(() => client.end());

    const actFor = (person: string) => client.query("select set_config('numina.user_id', $1, false)", [person]);
    const add = (person: string, id: string) =>
      client.query(
        "insert into pauses (id, user_id, from_date, to_date, created_at) values ($1, $2, '2027-01-01', '2027-01-02', $3)",
        [id, person, NOW],
      );

    it('shows no row of any table to nobody, but how often each record was written', async () => {
      await actFor('');
      const { rows } = await client.query<{ name: string }>(
        "select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'user_id'",
      );
      expect(rows.length).toBeGreaterThan(20);
      for (const name of rows.map((row) => row.name).filter((each) => each !== 'revisions')) {
        const found = await client.query(`select 1 from "${name}"`);
        expect(found.rowCount, name).toBe(0);
      }
      await expect(add('ana', 'new')).rejects.toThrow(REFUSED);
      expect((await client.query('select user_id from revisions order by 1')).rows).toEqual([
        { user_id: 'ana' },
        { user_id: 'ben' },
      ]);
      expect((await client.query('update revisions set revision = 0')).rowCount).toBe(0);
    });

    it('shows a person what is hers, and lets her change nothing else', async () => {
      await actFor('ana');
      expect((await client.query('select user_id from pauses')).rows).toEqual([{ user_id: 'ana' }]);
      await expect(add('ben', 'foreign')).rejects.toThrow(REFUSED);
      await expect(client.query("update pauses set user_id = 'ben'")).rejects.toThrow(REFUSED);
      expect((await client.query("update pauses set reason = 'mine' where user_id = 'ben'")).rowCount).toBe(0);
      expect((await client.query("delete from pauses where user_id = 'ben'")).rowCount).toBe(0);
      expect(await server.admin('select user_id, reason from pauses order by 1', database)).toEqual([
        { user_id: 'ana', reason: null },
        { user_id: 'ben', reason: null },
      ]);
    });
  });

  it('leaves nothing of a person on a connection that another takes over', async () => {
    const { kysely, storeFor } = reached;
    const seen = async (db: typeof kysely) => {
      const { rows } = await sql<{ pid: number; people: string | null }>`
        select pg_backend_pid() as pid, (select string_agg(user_id, ' ') from pauses) as people`.execute(db);
      return rows[0];
    };
    const [{ pid } = { pid: 0 }] = [await seen(storeFor('ana').db)];
    await storeFor('ana').transaction(async ({ db }) => {
      await db.updateTable('pauses').set({ reason: 'ill' }).execute();
    });
    expect(await seen(kysely)).toEqual({ pid, people: null });
    expect(await seen(storeFor('ben').db)).toEqual({ pid, people: 'ben' });
    await storeFor('ben')
      .transaction(() => Promise.reject(new Error('given up')))
      .catch(() => undefined);
    expect(await seen(storeFor('ana').db)).toEqual({ pid, people: 'ana' });
    expect(await seen(kysely)).toEqual({ pid, people: null });
  });
});
