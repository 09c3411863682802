import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { reachServer } from '../../src/db/postgres/reach-server.ts';
import { initSchema } from '../../src/db/postgres/schema-upkeep.ts';
import { ENGINE } from './engine.ts';
import { SERVER_PROGRAMS } from './server-programs.ts';
import { type Pooler, startPooler } from './session-pooler.ts';
import { MEMORY } from './temporary-folder.ts';

// A server of PostgreSQL of the test run's own, in memory, where NUMINA_TEST_ENGINE asks for it. Nothing of it is kept.

/** Roles: the owner of the tables has no power beyond them; the other must give a password at 127.0.0.1. */
const ROLES = `create role numina login nosuperuser nobypassrls;
create role guarded login nosuperuser password 'right' in role numina`;
/** Durability is the server's own matter; without it each database is made in a few milliseconds. */
const QUICK = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off', 'jit=off'];

let server: { readonly process: ChildProcess; readonly folder: string } | undefined;
let pooler: Pooler | undefined;

export async function setup(): Promise<void> {
  // Every suite of a run asks for it.
  if (ENGINE !== 'postgres' || process.env['NUMINA_TEST_POSTGRES']) return;
  const programs = SERVER_PROGRAMS;
  // Every test is skipped then: see `without-server.ts`.
  if (programs === null) return;
  const folder = mkdtempSync(join(MEMORY, 'numina-pg-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  const asOwner = (words: readonly string[]) => (isRoot ? ['runuser', '-u', 'postgres', '--', ...words] : [...words]);
  const run = ([file = '', ...words]: readonly string[]) => execFileSync(file, words, { cwd: folder, stdio: 'pipe' });
  const data = join(folder, 'data');
  // The order of a language, so that a column that forgets its own order shows.
  const locale = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en'];
  run(asOwner([join(programs, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '-N', ...locale]));
  writeFileSync(
    join(data, 'pg_hba.conf'),
    'host all guarded all scram-sha-256\nlocal all all trust\nhost all all all trust\n',
  );
  const port = await freePort();
  const settings = [...QUICK, 'max_connections=400', 'listen_addresses=127.0.0.1', `port=${port}`];
  const words = settings.flatMap((each) => ['-c', each]);
  const start = asOwner([join(programs, 'postgres'), '-D', data, '-k', folder, ...words]);
  // It ends with this process, however that ends: then the pipe is closed.
  const child = spawn(
    'sh',
    ['-c', '"$@" & cat > /dev/null; kill -INT "$(head -n 1 data/postmaster.pid)"; wait', 'sh', ...start],
    {
      cwd: folder,
      stdio: ['pipe', 'ignore', process.env['NUMINA_TEST_POSTGRES_LOG'] ? 'inherit' : 'ignore'],
    },
  );
  server = { process: child, folder };
  // Only sockets in the folder have this number.
  const pooled = port + 1;
  process.env['NUMINA_TEST_POSTGRES'] = JSON.stringify({ folder, port, pooled });
  try {
    await fill(folder, port);
    pooler = await startPooler(join(folder, `.s.PGSQL.${pooled}`), join(folder, `.s.PGSQL.${port}`));
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** Makes the roles, and the database that every other is a copy of. */
async function fill(folder: string, port: number): Promise<void> {
  await untilReady(folder, port);
  const admin = new pg.Client({ host: folder, port, user: 'postgres', database: 'postgres' });
  await admin.connect();
  await admin.query(ROLES);
  await admin.query('create database numina_empty owner numina');
  const template = reachServer(`postgres://numina@/numina_empty?host=${folder}&port=${port}`, {
    env: {},
    passwordCommand: null,
  });
  await initSchema(template);
  await template.close();
  await admin.end();
}

export async function teardown(): Promise<void> {
  if (!server) return;
  const { process: child, folder } = server;
  await pooler?.close();
  child.stdin?.end();
  await new Promise((resolve) => child.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function untilReady(host: string, port: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ host, port, user: 'postgres', database: 'postgres' });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (tries > 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
