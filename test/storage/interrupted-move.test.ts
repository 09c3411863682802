import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { DUTIES } from '../../src/daemon/lease.ts';
import { EXIT_CODES } from '../../src/errors.ts';
import { useCutProxy } from '../support/cut-proxy.ts';
import { isSqlite } from '../support/engine.ts';
import { type Home, type Outcome, useHomes } from '../support/home.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { addressOf, asAdmin, takeServerDatabase, testServer } from '../support/server-database.ts';

// A move that is stopped, or whose server goes away, in the middle. It needs a server: NUMINA_TEST_ENGINE=postgres
// starts one.

const homes = useHomes(runInProcess, 'sqlite');
const proxy = useCutProxy(() => testServer().port);
let home: Home;
let database: string;

const lineAt = (place: string, line: string) => home.run([...line.split(' '), '--db', place]);
const cut = () => `postgres://numina@127.0.0.1:${proxy.port}/${database}`;
const outcome = ({ exitCode, stdout }: Outcome) => ({ exitCode, stdout });
const STOPPED = { exitCode: 130, stdout: '', stderr: 'numina: Stopped; nothing was changed.\n' };
const FAILED = { exitCode: EXIT_CODES.storage, stdout: '' };
const REFUSED = { exitCode: EXIT_CODES.refused, stdout: '' };
const IN_WORDS = /^numina: [^\n]+\.\n[^\n]+\n$/;

/** The rows of every table at the server, but for the account that opening the database makes. */
async function rowsThere(): Promise<Readonly<Record<string, number>>> {
  const tables = `select tablename as name from pg_tables
    where schemaname = 'public' and tablename not like 'kysely%' and tablename not in ('users', 'leases', 'revisions')`;
  return asAdmin(async (admin) => {
    const { rows } = await admin.query<{ name: string }>(tables);
    const counts = rows.map(({ name }) => `select '${name}' as name, count(*) from ${name}`).join(' union all ');
    const found = await admin.query<{ name: string; count: string }>(counts);
    return Object.fromEntries(found.rows.flatMap(({ name, count }) => (count === '0' ? [] : [[name, Number(count)]])));
  }, database);
}

/** Does something while a command waits for a table at the server. */
async function whileItWaits<T>(table: string, command: () => Promise<T>, work: () => Promise<void> | void): Promise<T> {
  return asAdmin(async (admin) => {
    await admin.query(`begin; lock table ${table} in access exclusive mode`);
    const running = command();
    const waiting = `select 1 from pg_stat_activity where datname = '${database}' and wait_event_type = 'Lock'`;
    // Within a transaction, the server would always give the same answer.
    await expect.poll(() => asAdmin(async (other) => (await other.query(waiting)).rowCount)).toBe(1);
    await work();
    await admin.query('rollback');
    return running;
  }, database);
}

/** As if a daemon of another machine had a lease for so many seconds. */
const serve = (seconds: number) =>
  asAdmin(async (admin) => {
    await admin.query('delete from leases');
    await admin.query(
      `insert into leases select each, 'another', 1, to_char(clock_timestamp() at time zone 'UTC' +
         $2 * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from unnest($1::text[]) each`,
      [DUTIES, seconds],
    );
  }, database);

beforeEach(async () => {
  if (isSqlite) return;
  home = homes.season();
  database = await takeServerDatabase();
  proxy.cutAtText = null;
});

describe.skipIf(isSqlite)('a move to a server (needs PostgreSQL)', () => {
  test.each([
    { where: 'in the middle', text: 'insert into "journal_entries"' },
    { where: 'when it compares what arrived', text: 'from "journal_entries"' },
    { where: 'as the settings of the person follow', text: 'insert into "user_settings"' },
  ])('that loses it $where leaves nothing there, and the file as it was', async ({ text }) => {
    await lineAt(home.database, 'cancel next');
    await lineAt(home.database, 'config set rest_days sunday');
    const before = readFileSync(home.database);
    proxy.cutAtText = { text, when: 'before' };
    const lost = await lineAt(home.database, `db move ${cut()}`);
    expect(outcome(lost), lost.stderr).toEqual(FAILED);
    expect(lost.stderr).toMatch(IN_WORDS);
    expect(await rowsThere()).toEqual({});
    expect(readFileSync(home.database).equals(before)).toBe(true);
    proxy.cutAtText = null;
    expect((await lineAt(home.database, `db move ${cut()}`)).exitCode).toBe(0);
    expect(await rowsThere()).toMatchObject({ user_settings: 1, journal_entries: expect.any(Number) });
  });

  test('whose last word is lost says that it may be there, and how to find out', async () => {
    proxy.cutAtText = { text: 'commit\0', when: 'after' };
    const lost = await lineAt(home.database, `db move ${cut()}`);
    expect(outcome(lost)).toEqual(FAILED);
    expect(lost.stderr).toContain('it may be saved, or not');
    expect(lost.stderr).toContain(`numina db status --db ${cut()}`);
    expect((await lineAt(addressOf(database), 'list --json')).stdout).toBe(
      (await lineAt(home.database, 'list --json')).stdout,
    );
  });

  test('that is stopped leaves nothing there, and the file as it was', async () => {
    await lineAt(home.database, 'cancel next');
    const before = readFileSync(home.database);
    const move = () => lineAt(home.database, `db move ${addressOf(database)}`);
    expect(await whileItWaits('journal_entries', move, () => void process.emit('SIGINT'))).toEqual(STOPPED);
    expect(await rowsThere()).toEqual({});
    expect(readFileSync(home.database).equals(before)).toBe(true);
  });
});

describe.skipIf(isSqlite)('a move from a server (needs PostgreSQL)', () => {
  let file: string;
  let content: Readonly<Record<string, number>>;
  const draftsIn = () => readdirSync(dirname(file)).filter((name) => name.includes('moved'));
  const move = (from = addressOf(database)) => lineAt(from, `db move ${file}`);

  beforeEach(async () => {
    if (isSqlite) return;
    file = home.path('moved.db');
    await lineAt(home.database, `db move ${addressOf(database)}`);
    await lineAt(addressOf(database), 'cancel next');
    content = await rowsThere();
    expect(content['bookings']).toBeGreaterThan(1);
  });

  test('that loses it in the middle makes no file, and leaves it as it was', async () => {
    proxy.cutAtText = { text: 'from "journal_entries"', when: 'before' };
    const lost = await move(cut());
    expect(outcome(lost), lost.stderr).toEqual(FAILED);
    expect(lost.stderr).toMatch(IN_WORDS);
    expect([draftsIn(), await rowsThere()]).toEqual([[], content]);
    proxy.cutAtText = null;
    expect((await move(cut())).exitCode).toBe(0);
  });

  test('that is stopped makes no file, and lets others write again', async () => {
    expect(await whileItWaits('journal_entries', move, () => void process.emit('SIGINT'))).toEqual(STOPPED);
    expect([draftsIn(), await rowsThere()]).toEqual([[], content]);
    expect((await lineAt(addressOf(database), 'book Yin --at 2026-12-09T10:00')).exitCode).toBe(0);
  });

  test('is refused while a daemon of any machine serves it, and so is a restore', async () => {
    writeFileSync(home.path('copy.db'), readFileSync(home.database));
    await serve(15);
    for (const line of [`db move ${file}`, 'restore copy.db --yes']) {
      const refused = await lineAt(addressOf(database), line);
      expect(outcome(refused), line).toEqual(REFUSED);
      expect(refused.stderr).toContain(`A daemon of another machine serves ${addressOf(database)}.`);
      expect(refused.stderr).toContain('numina daemon uninstall');
    }
    expect([draftsIn(), await rowsThere()]).toEqual([[], content]);
    await serve(0);
    expect((await move()).exitCode).toBe(0);
  });

  test('is refused where a daemon begins to serve it meanwhile', async () => {
    expect(await whileItWaits('journal_entries', move, () => serve(15))).toMatchObject(REFUSED);
    expect([draftsIn(), await rowsThere()]).toEqual([[], content]);
  });
});
