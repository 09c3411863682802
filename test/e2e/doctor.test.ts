import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import type { FindingJson } from '../../src/contract/schemas/program-schema.ts';
import { patient } from '../support/patience.ts';
import { type Home, PROGRAM, useHomes } from './program.ts';

const homes = useHomes();

async function find(home: Home, check: string, words = 'doctor', env: Record<string, string> = {}) {
  const { stdout } = await home.run(`${words} --json`, { env });
  return (JSON.parse(stdout) as readonly FindingJson[]).find((finding) => finding.check === check);
}

describe('the code cache', () => {
  test('is whole, or damaged and written again', async () => {
    const home = homes.season();
    const env = { XDG_CACHE_HOME: home.path('cache') };
    expect(await find(home, 'code-cache', 'doctor', env)).toMatchObject({ ok: null });
    expect(await find(home, 'code-cache', 'doctor', env)).toMatchObject({ ok: true });
    await home.run('list', { env });
    const [folder = ''] = readdirSync(home.path('cache', 'numina'));
    const file = home.path('cache', 'numina', folder, 'list~numina');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0, 5000, 9000));
    expect(await find(home, 'code-cache', 'doctor', env)).toMatchObject({
      ok: false,
      message: expect.stringContaining(file),
    });
    expect(await find(home, 'code-cache', 'doctor --fix', env)).toMatchObject({ ok: true });
    expect(readdirSync(join(file, '..'))).not.toContain('list~numina');
  });

  test.skipIf(process.platform === 'win32')('(needs modes of files) is refused in a folder of everybody', async () => {
    const home = homes.season();
    mkdirSync(home.path('cache', 'numina'), { recursive: true });
    chmodSync(home.path('cache', 'numina'), 0o777);
    expect(await find(home, 'code-cache', 'doctor', { XDG_CACHE_HOME: home.path('cache') })).toMatchObject({
      ok: false,
      message: expect.stringContaining(home.path('cache', 'numina')),
      hint: expect.stringContaining('XDG_CACHE_HOME'),
    });
  });
});

test('a daemon that runs, one of another version, and one that has gone silent', async () => {
  const home = homes.season();
  await home.ready();
  const daemon = execa(process.execPath, [PROGRAM, 'daemon'], { env: home.env, extendEnv: false, reject: false });
  try {
    const { status } = home.daemonFiles();
    await expect.poll(async () => (await find(home, 'daemon'))?.message, { timeout: patient(5000) }).toMatch(/pid \d+/);
    expect(await find(home, 'daemon-version')).toMatchObject({ ok: true });
    // It writes its status every few seconds: stopped, it says what somebody else wrote.
    daemon.kill('SIGSTOP');
    const said = JSON.parse(readFileSync(status, 'utf8'));
    writeFileSync(status, JSON.stringify({ ...said, version: '0.0.1', lastTickAt: '2026-01-01T00:00:00.000Z' }));
    expect(await find(home, 'daemon-version')).toMatchObject({ ok: false, message: expect.stringContaining('0.0.1') });
    expect(await find(home, 'daemon')).toMatchObject({ ok: false, message: expect.stringContaining('has not looked') });
  } finally {
    daemon.kill('SIGCONT');
    daemon.kill('SIGTERM');
    await daemon;
  }
});
