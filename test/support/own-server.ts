import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { reachServer } from '../../src/db/postgres/reach-server.ts';
import { initSchema } from '../../src/db/postgres/schema-upkeep.ts';
import { SERVER_PROGRAMS } from './server-programs.ts';

export { SERVER_PROGRAMS };

/** A server of PostgreSQL for the tests of a file, with its own port on loopback. It is durable: it waits for the disk. */
export interface OwnServer {
  readonly port: number;
  /** The address of a database at it. */
  readonly address: (database: string, role?: string, port?: number) => string;
  /** A connection of its administrator, whom row-level security does not bind. */
  readonly connect: (database: string) => Promise<pg.Client>;
  /** Runs statements over such a connection. */
  readonly admin: <Row extends pg.QueryResultRow>(sql: string, database?: string) => Promise<readonly Row[]>;
  /** A new database with the tables of numina. */
  readonly makeDatabase: () => Promise<string>;
  /** Kills it as kill -9 does, or ends it in order. */
  readonly stop: (signal: 'SIGKILL' | 'SIGINT') => Promise<void>;
  /** The same where it runs, and starts it again. It answers when this is done. */
  readonly restart: (signal: 'SIGKILL' | 'SIGINT') => Promise<void>;
}

export interface OwnServerOptions {
  /** Where its folder is made. */
  readonly within: string;
  readonly settings?: readonly string[];
  /** Where it writes its log of changes; in its folder where absent. */
  readonly logAt?: () => string;
}

export function useOwnServer({ within, settings = [], logAt }: OwnServerOptions): OwnServer {
  let [folder, port, count] = ['', 0, 0];
  let child: ChildProcess | undefined;
  let guard: ChildProcess | undefined;
  const owner = ownerIds();
  const run = (program: string, ...words: string[]) =>
    execFileSync(join(SERVER_PROGRAMS ?? '', program), words, { cwd: folder, stdio: 'pipe', ...owner });

  async function start(): Promise<void> {
    const words = ['listen_addresses=127.0.0.1', `port=${port}`, 'max_connections=60', ...settings];
    const options = words.flatMap((each) => ['-c', each]);
    for (let tries = 0; ; tries += 1) {
      const one = spawn(
        join(SERVER_PROGRAMS ?? '', 'postgres'),
        ['-D', join(folder, 'data'), '-k', folder, ...options],
        {
          cwd: folder,
          stdio: 'ignore',
          ...owner,
        },
      );
      child = one;
      // However this process ends, its end of the pipe is closed then.
      guard?.kill();
      const end = ['-c', 'cat > /dev/null; kill -INT "$0"', String(one.pid)];
      guard = spawn('sh', end, { stdio: ['pipe', 'ignore', 'ignore'], ...owner });
      // After kill -9 its parts may still hold what they share: it then ends at once.
      if (await answers(one)) return;
      if (tries > 100) throw new Error('The server does not start.');
    }
  }

  /** Waits until the server lets people in; false where it ended. */
  async function answers(one: ChildProcess): Promise<boolean> {
    while (one.exitCode === null && one.signalCode === null) {
      try {
        await admin('select 1');
        return true;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    return false;
  }

  async function end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const one = child;
    if (!one || one.exitCode !== null || one.signalCode !== null) return;
    const ended = new Promise((resolve) => one.once('exit', resolve));
    one.kill(signal);
    await ended;
  }

  const connect = async (database: string): Promise<pg.Client> => {
    const client = new pg.Client({ host: folder, port, user: 'postgres', database });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const admin = async <Row extends pg.QueryResultRow>(sql: string, database = 'postgres'): Promise<readonly Row[]> => {
    const client = await connect(database);
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const address: OwnServer['address'] = (database, role = 'numina', at = port) =>
    `postgres://${role}@127.0.0.1:${at}/${database}`;
  beforeAll(async () => {
    folder = mkdtempSync(join(within, 'numina-server-'));
    if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid ?? 0);
    const data = join(folder, 'data');
    const log = logAt ? ['--waldir', logAt()] : [];
    const words = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--wal-segsize=1'];
    run('initdb', '-D', data, ...words, ...log);
    writeFileSync(
      join(data, 'pg_hba.conf'),
      'local all all trust\nhost all guarded all scram-sha-256\nhost all all all trust\n',
    );
    port = await freePort();
    await start();
    await admin('create role numina login nosuperuser nobypassrls');
    await admin("create role guarded login password 'right' in role numina");
    await admin('create database numina_empty owner numina');
    const template = reachServer(address('numina_empty'), { env: {}, passwordCommand: null });
    await initSchema(template);
    await template.close();
  });
  afterAll(async () => {
    await end('SIGINT');
    guard?.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    get port() {
      return port;
    },
    address,
    connect,
    admin,
    async makeDatabase() {
      count += 1;
      await admin(`create database own_${count} template numina_empty owner numina`);
      return `own_${count}`;
    },
    stop: end,
    async restart(signal) {
      await end(signal);
      await start();
    },
  };
}

/** PostgreSQL does not run as root: then it runs as the user that its package made. */
export function ownerIds(): { readonly uid?: number; readonly gid?: number } {
  if (process.geteuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
