import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { serve } from '../../src/cli/commands/serve.ts';
import { serving } from '../../src/contract/schemas/program-schema.ts';
import { isSqlite } from '../support/engine.ts';
import type { Home } from '../support/home.ts';
import { patient } from '../support/patience.ts';
import { PROGRAM, useHomes } from './program.ts';

const homes = useHomes();

/** Starts the server; gives what it says first, and how it ends when it is told to. */
async function start(home: Home, ...words: string[]) {
  await home.ready();
  const running = execa(process.execPath, [PROGRAM, 'serve', '--port', '0', ...words], {
    ...{ cwd: home.path(), env: home.env, extendEnv: false, reject: false, stdin: 'ignore' },
    timeout: patient(60_000),
  });
  let said = '';
  await new Promise<void>((resolve) => {
    running.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (/^(?:Serving .*|\})\n/m.test(said)) resolve();
    });
    running.on('close', () => resolve());
  });
  const end = async (signal: NodeJS.Signals) => {
    running.kill(signal);
    const { exitCode, stderr } = await running;
    return { exitCode, stderr };
  };
  return { said, end, url: /http:\/\/[^\s"]+/.exec(said)?.[0] ?? '' };
}

/** Nobody waits for a link where the output is no terminal. */
const HINT = 'numina account link makes a link that signs a browser in.';

describe('numina serve', () => {
  test('says where, answers, lets nobody in, and ends when it is told to', async () => {
    const home = homes.season();
    const { said, url, end } = await start(home);
    expect(said).toMatch(/^Serving http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
    for (const authorization of ['Bearer x', '', 'Basic YTpi']) {
      const { status } = await fetch(`${url}/api/v1/bookings`, { headers: { authorization } });
      expect(status).toBe(401);
    }
    expect(await end('SIGTERM')).toMatchObject({ exitCode: 0 });
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  test('lets in who has a token, as far as it reaches, and tells where links lead', async () => {
    const home = homes.season();
    const [read = '', write = ''] = await Promise.all(
      ['read', 'write'].map(
        async (scope) => (await home.json<{ token: string }>(`account token add --label x --scope ${scope}`)).token,
      ),
    );
    const { url, end } = await start(home, '--no-reminders');
    const ask = (token: string, method: string) => {
      const body = method === 'POST' ? JSON.stringify({ class: 'Yin', startsAt: '2027-03-06T10:00:00Z' }) : null;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      return fetch(`${url}/api/v1/bookings`, { method, headers, body });
    };
    expect((await ask(read, 'GET')).status).toBe(200);
    expect((await ask(read, 'POST')).status).toBe(403);
    const booked = (await (await ask(write, 'POST')).json()) as { readonly id: string };
    expect(await home.json('show 2027-03-06')).toEqual(booked);
    expect(await home.json('account link')).toMatchObject({ url: expect.stringMatching(`^${url}/`) });
    for (const { id } of await home.json<{ id: string }[]>('account token list'))
      await home.run(`account token revoke ${id}`);
    expect((await ask(write, 'GET')).status).toBe(401);
    expect(await end('SIGTERM')).toMatchObject({ exitCode: 0 });
  });

  test('writes one line for each request, without what is secret, and ends what would go on', async () => {
    const home = homes.season();
    const { token } = await home.json<{ token: string }>('account token add --label x');
    const { url, end } = await start(home, '--no-reminders');
    const get = (path: string) => fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    const [events] = [await get('/api/v1/events'), await get('/api/v1/bookings?search=mine'), await get('/in/SECRET')];
    await get('/api/v1/bookings/00000000-0000-4000-8000-000000000000');
    const { exitCode, stderr } = await end('SIGTERM');
    expect(exitCode).toBe(0);
    expect((await events.text()).startsWith('id: ')).toBe(true);
    const [hint, ...lines] = stderr.trim().split('\n');
    expect(hint).toBe(HINT);
    expect(lines.map((line) => /^\S+Z (.*) [\d.]+ ms$/.exec(line)?.[1])).toEqual([
      'GET /api/v1/events 200',
      'GET /api/v1/bookings 200',
      'GET /in/:secret 404',
      'GET /api/v1/bookings/:id 404',
    ]);
    for (const secret of [token, 'SECRET', 'mine']) expect(stderr).not.toContain(secret);
  });

  test('says so in JSON for programs, and sends the reminders of everybody as a daemon does', async () => {
    const home = homes.season();
    const { said, end } = await start(home, '--json');
    const document = serving.parse(JSON.parse(said));
    expect(document).toMatchObject({
      url: expect.stringMatching(/^http/),
      signIn: expect.stringMatching(/^http.*\/in\/local\./),
    });
    await expect
      .poll(async () => home.json('daemon status'), { timeout: patient(20_000) })
      .toMatchObject({
        ...{ running: true, pid: document.pid },
      });
    expect(await end('SIGINT')).toMatchObject({ exitCode: 0 });
  });

  test('sends none where that is not wanted', async () => {
    const home = homes.season();
    const { end } = await start(home, '--no-reminders');
    expect(await home.json('daemon status')).toMatchObject({ running: false });
    expect(await end('SIGTERM')).toMatchObject({ exitCode: 0 });
  });

  test.skipIf(!isSqlite)(
    '(needs SQLite: settings in config.toml) keeps the settings in the database from the first time on, and says so once',
    async () => {
      const home = homes.season();
      await home.run('config set weekly_target 3');
      const first = await start(home, '--no-reminders');
      expect((await first.end('SIGTERM')).stderr).toContain('weekly_target');
      expect(await home.json('config get weekly_target')).toMatchObject({ value: 3, source: 'account' });
      const second = await start(home, '--no-reminders');
      expect((await second.end('SIGTERM')).stderr).toBe(HINT);
    },
  );

  test('listens where others are only behind https, or where they are not feared', async () => {
    const home = homes.empty();
    const { exitCode, stderr } = await home.run('serve --host 0.0.0.0 --port 0');
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(/--base-url.*--insecure/s) });
    expect(existsSync(home.database)).toBe(false);
  });

  test('says of a port that it is taken', async () => {
    const { url, end } = await start(homes.season(), '--no-reminders');
    const { exitCode, stderr } = await homes.season().run(`serve --no-reminders --port ${new URL(url).port}`);
    expect({ exitCode, stderr }).toEqual({ exitCode: 4, stderr: expect.stringContaining('--port 0') });
    await end('SIGTERM');
  });

  test('has an example that works', async () => {
    const [example] = serve.examples;
    expect(example?.line).toBe('numina serve --port 0');
  });
});
