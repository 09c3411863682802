// A server of PostgreSQL for a measurement: in a folder of its own, as durable as it comes.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const DEBIAN = '/usr/lib/postgresql';

/** @param {string} home where its folder is made; others of the machine must be let through to it */
export async function startServer(home) {
  const versions = readdirSync(DEBIAN).map(Number);
  const programs = join(DEBIAN, String(Math.max(...versions)), 'bin');
  const owner = ownerIds();
  const folder = join(home, 'server');
  mkdirSync(folder);
  execFileSync('chmod', ['711', home]);
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const words = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '-N', '--locale=C.UTF-8'];
  execFileSync(join(programs, 'initdb'), words, { cwd: folder, stdio: 'ignore', ...owner });
  const port = await freePort();
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`];
  const child = spawn(join(programs, 'postgres'), ['-D', data, '-k', folder, ...settings], {
    cwd: folder,
    stdio: 'ignore',
    ...owner,
  });
  process.once('exit', () => child.kill('SIGKILL'));

  async function connect(database = 'postgres') {
    const client = new pg.Client({ host: folder, port, user: 'postgres', database });
    await client.connect();
    return client;
  }
  async function query(sql, database) {
    const client = await connect(database);
    const { rows } = await client.query(sql);
    await client.end();
    return rows;
  }
  for (let tries = 0; ; tries += 1) {
    try {
      await query('create role numina login nosuperuser nobypassrls');
      break;
    } catch (error) {
      if (tries > 200) throw error;
      await sleep(100);
    }
  }
  return {
    port,
    /** Runs a statement with the power of an administrator. */
    query,
    address: (database) => `postgres://numina@127.0.0.1:${port}/${database}`,
    /** The same, for the time between two runs. */
    run: (sql) =>
      execFileSync(join(programs, 'psql'), ['-q', '-h', folder, '-p', String(port), '-U', 'postgres', '-c', sql], {
        stdio: 'pipe',
      }),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** PostgreSQL does not run as root. */
function ownerIds() {
  if (process.geteuid?.() !== 0) return {};
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
