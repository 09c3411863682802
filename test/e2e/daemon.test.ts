import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { execa } from 'execa';
import { afterEach, describe, expect, test } from 'vitest';
import { patient } from '../support/patience.ts';
import { type Home, PROGRAM, useHomes } from './program.ts';

const homes = useHomes();
const WITHIN = { timeout: patient(6000), interval: 100 };
const FULL = '/dev/full';

const running = new Set<ReturnType<typeof startDaemon>>();
afterEach(() => {
  for (const daemon of running) daemon.kill('SIGKILL');
  running.clear();
});

/** The shell gives way to it. */
function startDaemon(home: Home, redirection = '') {
  const daemon = execa('sh', ['-c', `exec "$0" "$1" daemon ${redirection}`, process.execPath, PROGRAM], {
    ...{ cwd: home.path(), env: home.env, extendEnv: false, reject: false, stdin: 'ignore', timeout: patient(30_000) },
  });
  running.add(daemon);
  return daemon;
}

const statusOf = (home: Home) => home.json<{ running: boolean; lastTickAt: string | null }>('daemon status');
const untilAwake = (home: Home) => expect.poll(async () => (await statusOf(home)).lastTickAt, WITHIN).not.toBeNull();

describe('the daemon', () => {
  test.skipIf(!existsSync(FULL))(
    '(needs /dev/full) goes on where its output cannot be written, and ends when it is told to',
    async () => {
      const home = homes.empty();
      await home.ready();
      const daemon = startDaemon(home, `> ${FULL} 2>&1`);
      await untilAwake(home);
      const before = (await statusOf(home)).lastTickAt;
      await expect.poll(async () => (await statusOf(home)).lastTickAt, WITHIN).not.toBe(before);
      daemon.kill('SIGTERM');
      expect(await daemon).toMatchObject({ exitCode: 0 });
      expect(await statusOf(home)).toMatchObject({ running: false, lastError: null });
    },
    patient(20_000),
  );

  test.skipIf(process.platform === 'win32')(
    '(needs SIGUSR1) opens no debugger for SIGUSR1',
    async () => {
      const home = homes.empty();
      await home.ready();
      const daemon = startDaemon(home);
      await untilAwake(home);
      daemon.kill('SIGUSR1');
      await new Promise((resolve) => setTimeout(resolve, 300));
      const isOpen = await new Promise((resolve) => {
        connect(9229, '127.0.0.1')
          .on('connect', () => resolve(true))
          .on('error', () => resolve(false));
      });
      daemon.kill('SIGTERM');
      const { stderr, exitCode } = await daemon;
      expect({ isOpen, exitCode, stderr }).toEqual({ isOpen: false, exitCode: 0, stderr: '' });
    },
    patient(20_000),
  );
});

describe.skipIf(!existsSync(FULL))('(needs /dev/full) a standard output that cannot be written', () => {
  test.each(['list', 'list --json', 'calendar', 'export', 'export --format csv', 'config list', '--help', '--version'])(
    '%s is exit 1 and two lines at most',
    async (words) => {
      const { stderr, exitCode } = await homes.season().sh(`numina ${words} > ${FULL}`);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/The standard output cannot be written: there is no room left on the disk\./);
      expect(stderr).not.toMatch(/\n\s+at |Something went wrong/);
      expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
    },
  );
});
