import { chmodSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Home, useHomes } from '../support/home.ts';
import { SERVER_PROGRAMS, useOwnServer } from '../support/own-server.ts';
import { contentOf } from './whole-content.ts';

const BOOK = ['book', 'Yoga', '--at', '2027-03-03T19:00'];

describe.skipIf(SERVER_PROGRAMS === null)('a server that does not let a change through (needs PostgreSQL)', () => {
  const server = useOwnServer({ within: tmpdir() });
  const homes = useHomes();
  let [database, silentPort] = ['', 0];
  let silent: Server | undefined;
  let home: Home;

  beforeAll(async () => {
    database = await server.makeDatabase();
    await server.admin('create role crowded login connection limit 0 in role numina; create role stranger login');
    await server.admin('create database no_tables owner numina');
    // It takes connections and never says a word.
    const listening = createServer();
    silent = listening;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    silentPort = (listening.address() as AddressInfo).port;
    home = homes.empty();
    await home.json('book Boxing --at 2027-03-02T19:00', { env: { NUMINA_DB: server.address(database) } });
  });
  afterAll(() => {
    silent?.close();
  });

  /** Expects a change to fail with one sentence and a next step, and to leave everything as it was. */
  async function expectRefusal(code: string, address: string, env: Readonly<Record<string, string>> = {}) {
    const before = await contentOf(server, database);
    const withAddress = { env: { NUMINA_DB: address, ...env }, timeoutMs: 40_000 };
    const said = await home.run(BOOK, withAddress);
    expect(said).toMatchObject({ exitCode: 5, stdout: '' });
    expect(said.stderr).toMatch(/^numina: [^\n]+\.\n[^\n]+\n$/);
    const { error } = JSON.parse((await home.run([...BOOK, '--json'], withAddress)).stderr);
    expect(error.code, said.stderr).toBe(code);
    expect(await contentOf(server, database)).toEqual(before);
    return withAddress;
  }

  it('is told where nothing listens', async () => {
    await expectRefusal('server_unreachable', server.address(database, 'numina', 1));
  });

  it('is told where the server never answers', async () => {
    await expectRefusal('server_unreachable', `${server.address(database, 'numina', silentPort)}?connect_timeout=1`);
  });

  it('is told of a missing and of a wrong password, and lets the right one in', async () => {
    const file = home.path('passwords');
    const write = (password: string) => {
      writeFileSync(file, `127.0.0.1:${server.port}:*:guarded:${password}\n`);
      chmodSync(file, 0o600);
    };
    write('wrong');
    await expectRefusal('login_refused', server.address(database, 'guarded'));
    await expectRefusal('login_refused', server.address(database, 'guarded'), { PGPASSFILE: file });
    write('right');
    await home.json('list', { env: { NUMINA_DB: server.address(database, 'guarded'), PGPASSFILE: file } });
  });

  it('is told of an unknown database, and of one without tables', async () => {
    await expectRefusal('unknown_database', server.address('nowhere'));
    await expectRefusal('no_schema', server.address('no_tables'));
  });

  it('is told where there are too many connections', async () => {
    await expectRefusal('too_many_connections', server.address(database, 'crowded'));
  });

  it('is told where the role has no rights', async () => {
    await expectRefusal('not_permitted', server.address(database, 'stranger'));
  });

  it('is told where the server can only be read, and reads on', async () => {
    await server.admin(`alter database ${database} set default_transaction_read_only = on`);
    try {
      const withAddress = await expectRefusal('not_writable', server.address(database));
      expect(await home.json('list', withAddress)).toHaveLength(1);
    } finally {
      await server.admin(`alter database ${database} reset default_transaction_read_only`);
    }
  });

  it('is told of the schema of a newer and of an older numina', async () => {
    await server.admin("insert into kysely_migration values ('9999-later', 'now')", database);
    await expectRefusal('newer_schema', server.address(database));
    await server.admin("delete from kysely_migration where name = '9999-later'", database);
    const newest = '(select max(name) from kysely_migration)';
    const [row] = await server.admin<{ name: string }>(`select ${newest} as name`, database);
    await server.admin(`delete from kysely_migration where name = ${newest}`, database);
    await expectRefusal('older_schema', server.address(database));
    await server.admin(`insert into kysely_migration values ('${row?.name}', 'now')`, database);
  });

  it('is told where another holds the record for too long', async () => {
    const other = await server.connect(database);
    await other.query('begin; select id from users for update');
    try {
      await expectRefusal('database_locked', server.address(database));
    } finally {
      await other.end();
    }
  });

  it('is told where the server stops a statement that takes too long', async () => {
    const other = await server.connect(database);
    await other.query('begin; lock table bookings in access exclusive mode');
    // An administrator or the time limit: the server answers alike.
    const stopping = setInterval(() => {
      const waiting = "select pg_cancel_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'";
      server.admin(waiting).catch(() => undefined);
    }, 300);
    try {
      const withAddress = { env: { NUMINA_DB: server.address(database) }, timeoutMs: 40_000 };
      const said = await home.run([...BOOK, '--json'], withAddress);
      expect(said).toMatchObject({ exitCode: 5, stdout: '' });
      expect(JSON.parse(said.stderr).error.code, said.stderr).toBe('too_slow');
    } finally {
      clearInterval(stopping);
      await other.end();
    }
    expect(await server.admin('select id from bookings', database)).toHaveLength(1);
  });

  it('is over as soon as the server is well', async () => {
    const withAddress = { env: { NUMINA_DB: server.address(database) } };
    await home.json(BOOK, withAddress);
    expect(await home.json('list', withAddress)).toHaveLength(2);
  });
});
