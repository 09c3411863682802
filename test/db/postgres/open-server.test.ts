import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isConstraintViolation } from '../../../src/db/constraint-violation.ts';
import type { Database } from '../../../src/db/engine.ts';
import { openDatabase } from '../../../src/db/open.ts';
import type { Store } from '../../../src/db/store.ts';
import { type DatabasePlace, makeDatabasePlace } from '../../support/database-place.ts';
import { isSqlite } from '../../support/engine.ts';
import { patient } from '../../support/patience.ts';
import { addressOf, asAdmin, testServer } from '../../support/server-database.ts';
import { userRow } from '../../support/user-row.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
let place: DatabasePlace;
let database: Database;

/** Without the pooler: some of these connections are cut. */
const direct = () => addressOf(nameOf(), 'numina', testServer().port);
const open = (path = direct()) => openDatabase({ path, createFolder: false, now: NOW });
const nameOf = () => new URL(place.path.replace('@/', '@host/')).pathname.slice(1);
const pause = (userId: string, id: string) => ({
  ...{ id, user_id: userId, from_date: '2026-12-01', to_date: '2026-12-02', reason: null, created_at: 'now' },
});
const add = ({ db, userId }: Store, id: string) => db.insertInto('pauses').values(pause(userId, id)).execute();
const idsOf = async ({ db }: Store) =>
  (await db.selectFrom('pauses').select('id').orderBy('id').execute()).map(({ id }) => id);
/** Ends every connection of numina to the database, as a restart of the server does. */
const cutAll = () =>
  asAdmin((admin) =>
    admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'numina'", [
      nameOf(),
    ]),
  );

describe.skipIf(isSqlite)('a database at a server (needs PostgreSQL)', () => {
  beforeEach(async () => {
    place = await makeDatabasePlace();
    database = await open();
  });
  afterEach(async () => {
    await database.close();
    await place.remove();
  });

  it('shows each person her own rows, whatever a query asks for, and takes no others of her', async () => {
    await database.store.db.insertInto('users').values(userRow('other')).execute();
    const other = database.storeFor('other');
    await add(database.store, 'mine');
    await add(other, 'hers');
    expect([await idsOf(database.store), await idsOf(other)]).toEqual([['mine'], ['hers']]);
    await database.store.db.deleteFrom('pauses').execute();
    expect(await idsOf(other)).toEqual(['hers']);
    const foreign = database.store.db.insertInto('pauses').values(pause('other', 'x')).execute();
    await expect(foreign).rejects.toThrow('row-level security');
    expect(await idsOf(database.storeFor(''))).toEqual([]);
  });

  it('forces row-level security upon every table with rows of people, for a role without power beyond it', async () => {
    const { rows } = await asAdmin(
      (admin) =>
        admin.query(`select c.relname as name, relforcerowsecurity as forced from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.attname = 'user_id'
          where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`),
      nameOf(),
    );
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ forced }) => !forced)).toEqual([]);
    const { rows: roles } = await asAdmin((admin) =>
      admin.query("select rolsuper or rolbypassrls as mighty from pg_roles where rolname = 'numina'"),
    );
    expect(roles).toEqual([{ mighty: false }]);
  });

  it('lets one writer of a record after the other, so that none is lost', async () => {
    const writers = await Promise.all(Array.from({ length: 4 }, () => open()));
    const count = async ({ store }: Database, turn: number) =>
      store.transaction(async (inside) => {
        const ids = await idsOf(inside);
        await add(inside, `${String(ids.length).padStart(3, '0')}`);
        return turn;
      });
    for (let turn = 0; turn < 5; turn += 1) await Promise.all(writers.map((each) => count(each, turn)));
    expect((await idsOf(database.store)).length).toBe(20);
    for (const each of writers) await each.close();
  });

  it('does not let the writers of different records wait for each other', async () => {
    await database.store.db.insertInto('users').values(userRow('other')).execute();
    await database.store.transaction(async (mine) => {
      await add(mine, 'mine');
      await database.storeFor('other').transaction((hers) => add(hers, 'hers'));
    });
    expect(await idsOf(database.storeFor('other'))).toEqual(['hers']);
  });

  it('counts the revision of a record with every transaction that wrote, and with no other', async () => {
    const revision = async () => (await database.revisionOf('local')).text;
    const before = await revision();
    await database.store.transaction((store) => idsOf(store));
    expect(await revision()).toBe(before);
    await add(database.store, 'a');
    const after = await revision();
    expect(after).not.toBe(before);
    const undone = database.store.transaction(async (store) => {
      await add(store, 'b');
      throw new Error('taken back');
    });
    await expect(undone).rejects.toThrow('taken back');
    expect(await revision()).toBe(after);
  });

  it('tells who saved a change which revision it made', async () => {
    const told: unknown[] = [];
    const note = (change: unknown) => told.push(change);
    const { text: from } = await database.revisionOf('local');
    await database.store.transaction((store) => idsOf(store), note);
    await database.store.transaction((store) => add(store, 'a'), note);
    const { text: to } = await database.revisionOf('local');
    expect(told).toEqual([{ from, to }]);
  });

  it('shows the revisions of everybody at one look, and lets nobody count for another', async () => {
    await database.store.db.insertInto('users').values(userRow('other')).execute();
    const before = await database.revisions();
    await add(database.storeFor('other'), 'hers');
    const after = await database.revisions();
    expect(after.of('other').text).not.toBe(before.of('other').text);
    expect(after.of('local').text).toBe(before.of('local').text);
    expect([before.accounts.includes('other'), after.accounts.includes('other')]).toEqual([false, true]);
    const foreign = sql`update revisions set revision = 0 where user_id = 'other'`.execute(database.store.db);
    expect((await foreign).numAffectedRows).toBe(0n);
  });

  it('writes all of a transaction or nothing, also where the connection is cut in the middle', async () => {
    const cut = database.store.transaction(async (store) => {
      await add(store, 'a');
      await cutAll();
      await add(store, 'b');
    });
    await expect(cut).rejects.toMatchObject({ kind: 'storage', code: 'connection_lost' });
    await expect.poll(() => idsOf(database.store).catch(() => null), { timeout: patient(5000) }).toEqual([]);
  });

  it('does not say that a change is saved, or is not, where the connection is cut while it is saved', async () => {
    const cut = database.store.transaction(async (store) => {
      await add(store, 'a');
      await cutAll();
    });
    await expect(cut).rejects.toMatchObject({ kind: 'storage', code: 'outcome_unknown' });
  });

  it('says of a broken constraint what the features ask for', async () => {
    await add(database.store, 'a');
    const twice = await add(database.store, 'a').catch((error: unknown) => error);
    expect(isConstraintViolation(twice)).toBe(true);
  });

  it('is used by a socket and by an address of the network', async () => {
    const { port } = testServer();
    const network = await open(`postgres://numina@127.0.0.1:${port}/${nameOf()}`);
    expect(await idsOf(network.store)).toEqual([]);
    await network.close();
  });

  it.each([
    ['unknown_database', () => addressOf('nowhere')],
    ['login_refused', () => addressOf(nameOf(), 'nobody')],
    ['login_refused', () => `postgres://guarded@127.0.0.1:${testServer().port}/${nameOf()}`],
    ['no_schema', () => addressOf('postgres')],
    ['server_unreachable', () => 'postgres://numina@127.0.0.1:1/numina'],
    ['server_unreachable', () => 'postgres://numina@/numina?host=/nowhere'],
    ['tls_failed', () => `postgres://numina@127.0.0.1:${testServer().port}/${nameOf()}?sslmode=require`],
  ])('says in words why it cannot be opened: %s', async (code, address) => {
    await expect(open(address())).rejects.toMatchObject({ kind: 'storage', code });
  });

  it.each([
    ['older_schema', "delete from kysely_migration where name > '0001-initial'"],
    ['newer_schema', "insert into kysely_migration values ('9999-later', '')"],
  ])('is neither used nor changed with another schema: %s', async (code, change) => {
    const undo = await asAdmin((admin) => admin.query('select name, "timestamp" from kysely_migration'), nameOf());
    await asAdmin((admin) => admin.query(change), nameOf());
    await expect(open()).rejects.toMatchObject({ kind: 'storage', code });
    await asAdmin(async (admin) => {
      await admin.query('delete from kysely_migration');
      for (const { name, timestamp } of undo.rows) {
        await admin.query('insert into kysely_migration values ($1, $2)', [name, timestamp]);
      }
    }, nameOf());
  });
});

describe('the address of a database', () => {
  it.each(['postgres://me:secret@host/db', 'postgres://host/db?password=secret'])(
    'holds no password: %s',
    async (path) => {
      const error = await open(path).catch((each: unknown) => each);
      expect(error).toMatchObject({ kind: 'usage', code: 'password_in_address' });
      expect(JSON.stringify(error)).not.toContain('secret');
    },
  );

  it.each([
    'postgres://host',
    'postgres://host/',
    'postgres://host/db?sslmode=prefer',
    'postgres://host/db?colour=red',
  ])('is refused where it says too little or too much: %s', async (path) => {
    await expect(open(path)).rejects.toMatchObject({ kind: 'usage', code: 'bad_address' });
  });
});
