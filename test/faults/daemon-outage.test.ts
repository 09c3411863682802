import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/time/clock.ts';
import { useHomes } from '../e2e/program.ts';
import { type MailServer, startMailServer } from '../reminders/channels/mail-server.ts';
import type { Home } from '../support/home.ts';
import { SERVER_PROGRAMS, useOwnServer } from '../support/own-server.ts';
import { patient } from '../support/patience.ts';
import { useWebServer } from '../support/web-server.ts';

const MINUTE = 60_000;
const WITHIN = { timeout: patient(60_000), interval: 200 };

describe.skipIf(SERVER_PROGRAMS === null)('a daemon of a database at a server (needs PostgreSQL)', () => {
  const server = useOwnServer({ within: tmpdir() });
  const homes = useHomes();
  const hooked: string[] = [];
  const hook = useWebServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    hooked.push(JSON.parse(body).class.name);
    response.end();
  });
  let mails: MailServer;
  let [home, env]: [Home, Record<string, string>] = [null as never, {}];
  let daemon: ChildProcess | undefined;

  beforeAll(async () => {
    mails = await startMailServer();
    const database = await server.makeDatabase();
    home = homes.empty();
    const passwords = home.path('passwords');
    writeFileSync(passwords, `127.0.0.1:${server.port}:${database}:guarded:right\n`);
    chmodSync(passwords, 0o600);
    env = { NUMINA_DB: server.address(database, 'guarded'), PGPASSFILE: passwords };
    for (const setting of ['smtp.host 127.0.0.1', `smtp.port ${mails.port}`, 'smtp.from numina@example.com']) {
      await home.json(`config set ${setting}`, { env });
    }
    await home.json('config set smtp.to ana@example.com', { env });
    await home.json(`config set webhook.url ${hook('/')}`, { env });
    await home.json('reminders set --via email,webhook', { env });
  });
  afterAll(async () => {
    daemon?.kill('SIGKILL');
    await mails.close();
  });

  /** Books a class that begins in half an hour, three hours ago: its reminder is due. */
  async function bookDue(name: string): Promise<void> {
    const now = systemClock.now().getTime();
    const booked = new Date(now - 180 * MINUTE).toISOString();
    const at = new Date(now + 30 * MINUTE).toISOString();
    await home.json(['book', name, '--at', at], { env: { ...env, NUMINA_NOW: booked } });
  }

  /** What went out: by mail, and by webhook. */
  const sent = () => [mails.mails.map(({ raw }) => /^Subject: (\w+)/m.exec(raw)?.[1]), hooked];
  const status = () =>
    home.json<{ lastTickAt: string | null; lastError: string | null }>('daemon status', { env, timeoutMs: 40_000 });

  it('makes one pass for a timer, and says with exit code 5 that the server is away', async () => {
    await bookDue('Aerial');
    const once = () => home.run('daemon run --once', { env: { ...env, NUMINA_NOW: '' }, timeoutMs: 60_000 });
    const pass = await once();
    expect(pass.exitCode, pass.stderr).toBe(0);
    expect(sent()).toEqual([['Aerial'], ['Aerial']]);
    await server.stop('SIGINT');
    const away = await once();
    expect(away).toMatchObject({ exitCode: 5, stdout: '' });
    expect(away.stderr).toMatch(/^numina: [^\n]+ cannot be reached: nothing listens there\.\n[^\n]+\n$/);
    await server.restart('SIGINT');
    expect(await once()).toMatchObject({ exitCode: 0 });
    expect(sent()).toEqual([['Aerial'], ['Aerial']]);
  });

  it('as a service finds its password, tells once that the server is away, and goes on when it is back', async () => {
    const unit = (await home.run('daemon install --print', { env })).stdout;
    daemon = startService(unit, home);
    const log = home.path('daemon.log');
    await bookDue('Barre');
    await expect.poll(sent, WITHIN).toEqual([
      ['Aerial', 'Barre'],
      ['Aerial', 'Barre'],
    ]);
    expect(await status()).toMatchObject({ running: true, lastError: null, pid: daemon.pid });

    await server.stop('SIGKILL');
    const { pid } = daemon;
    await expect.poll(async () => (await status()).lastError, WITHIN).toMatch(/^the database, since .* comes back/);
    // It looks again and again, and does not tell each time: see below.
    for (let looks = 0; looks < 2; looks += 1) {
      const { lastTickAt } = await status();
      await expect.poll(async () => (await status()).lastTickAt, WITHIN).not.toBe(lastTickAt);
    }
    expect(await status()).toMatchObject({ running: true, pid });

    await server.restart('SIGINT');
    await bookDue('Circuit');
    await expect.poll(sent, WITHIN).toEqual([
      ['Aerial', 'Barre', 'Circuit'],
      ['Aerial', 'Barre', 'Circuit'],
    ]);
    await expect.poll(async () => (await status()).lastError, WITHIN).toBeNull();
    const ended = new Promise((resolve) => daemon?.once('exit', resolve));
    daemon.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(eventsIn(log).filter((event) => ['started', 'away', 'back', 'error', 'stopped'].includes(event))).toEqual([
      ...['started', 'away', 'back', 'stopped'],
    ]);
  });

  it('leaves its duties to others when it is stopped', async () => {
    const database = new URL(env['NUMINA_DB'] ?? '').pathname.slice(1);
    const held =
      'select name from leases where until > to_char(now() at time zone \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\')';
    expect(await server.admin(held, database)).toEqual([]);
  });
});

/** Starts what a unit of systemd says, with nothing but the environment that it says. */
function startService(unit: string, home: Home): ChildProcess {
  const texts = (line: string) => [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text);
  const linesOf = (name: string) => unit.split('\n').filter((line) => line.startsWith(`${name}=`));
  const [node = '', ...words] = texts(linesOf('ExecStart')[0] ?? '');
  const variables = linesOf('Environment').map((line) => {
    const [text = ''] = texts(line);
    return [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)] as const;
  });
  const { HOME, PATH, XDG_CACHE_HOME } = home.env;
  const own = { HOME, PATH, XDG_CACHE_HOME, ...Object.fromEntries(variables) };
  return spawn('sh', ['-c', `exec "$@" --json > daemon.log`, 'sh', node.replace(/^:/, ''), ...words], {
    cwd: home.path(),
    env: own,
    stdio: 'ignore',
  });
}

function eventsIn(log: string): string[] {
  const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line).event);
}
