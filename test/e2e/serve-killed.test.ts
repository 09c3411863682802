import { execa } from 'execa';
import { expect, test } from 'vitest';
import { patient } from '../support/patience.ts';
import { PROGRAM, useHomes } from './program.ts';

// A server that is killed while it records: what it has answered is there, and what is asked for again is done once.

const homes = useHomes();
const PORT_LINE = /http:\/\/\S+/;

async function start(env: NodeJS.ProcessEnv, cwd: string) {
  const running = execa(process.execPath, [PROGRAM, 'serve', '--port', '0', '--no-reminders'], {
    ...{ cwd, env, extendEnv: false, reject: false, stdin: 'ignore', timeout: patient(60_000) },
  });
  const said = await new Promise<string>((resolve) => {
    running.stdout?.setEncoding('utf8').once('data', resolve);
  });
  return { running, url: PORT_LINE.exec(said)?.[0] ?? '' };
}

test('nothing that was answered is lost, and nothing is there twice', async () => {
  const home = homes.season();
  const { token } = await home.json<{ token: string }>('account token add --label x --scope write');
  const answered = new Map<string, string>();
  const asked: string[] = [];
  const book = async (url: string, minute: number) => {
    const key = `booking-${minute}`;
    const startsAt = new Date(Date.UTC(2031, 0, 1, 0, minute * 90)).toISOString();
    const response = await fetch(`${url}/api/v1/bookings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ class: 'Killed', startsAt }),
    });
    const { id } = (await response.json()) as { id: string };
    if (response.status === 201) answered.set(key, id);
    return response.status;
  };
  let minute = 0;
  for (let round = 0; round < 3; round += 1) {
    const { running, url } = await start(home.env, home.path());
    const writers = Array.from({ length: 4 }, async () => {
      for (;;) {
        minute += 1;
        const own = minute;
        asked.push(`booking-${own}`);
        if ((await book(url, own).catch(() => 0)) === 0) return;
      }
    });
    const before = answered.size;
    await expect.poll(() => answered.size - before, { timeout: patient(20_000) }).toBeGreaterThan(10);
    running.kill('SIGKILL');
    await Promise.all([running, ...writers]);
  }
  const { running, url } = await start(home.env, home.path());
  const before = new Map(answered);
  // A key that was claimed by a killed server is free after a while; one that was answered is answered alike.
  for (const key of asked) {
    const status = await book(url, Number(key.split('-')[1]));
    expect([201, 409]).toContain(status);
  }
  for (const [key, id] of before) expect(answered.get(key)).toBe(id);
  running.kill('SIGTERM');
  await running;
  const ids = (await home.json<{ id: string }[]>(['list', '--search', 'Killed', '--limit', '5000'])).map(
    ({ id }) => id,
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeLessThanOrEqual(asked.length);
  for (const id of answered.values()) expect(ids).toContain(id);
});
