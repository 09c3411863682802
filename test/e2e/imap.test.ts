import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, describe, expect, test } from 'vitest';
import { addMailbox } from '../support/add-mailbox.ts';
import { useCutProxy } from '../support/cut-proxy.ts';
import { HAS_DOVECOT, PASSWORD, useDovecot } from '../support/dovecot.ts';
import { AUTH_SERVER, classMail, nameOfClass } from '../support/imap-samples.ts';
import { onThisMachine, patient } from '../support/patience.ts';
import { type Home, PROGRAM, useHomes } from './program.ts';

const homes = useHomes();
const dovecot = useDovecot();
const proxy = useCutProxy(() => dovecot.port);
const WITHIN = { timeout: patient(10_000), interval: 50 };

const running = new Set<ReturnType<typeof startDaemon>>();
afterEach(() => {
  for (const daemon of running) daemon.kill('SIGKILL');
  running.clear();
});

function startDaemon(home: Home) {
  const daemon = execa(process.execPath, [PROGRAM, 'daemon', '--debug'], {
    ...{ cwd: home.path(), env: home.env, extendEnv: false, reject: false, stdin: 'ignore', timeout: patient(60_000) },
  });
  running.add(daemon);
  return daemon;
}

const classesOf = async (home: Home) => (await home.bookings()).map(({ class: { name } }) => name);

/** Everything that was written in a home, but the file with the password. */
function writtenIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile() && !entry.name.startsWith('password-'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe.skipIf(!HAS_DOVECOT)('a daemon with a mailbox (needs Dovecot)', () => {
  test(
    'makes a booking of a mail within 5 seconds, over one connection, and ends at once',
    async () => {
      const home = homes.empty();
      dovecot.deliver('ana', classMail(0));
      await addMailbox(home, 'ana', proxy.port);
      const daemon = startDaemon(home);
      await expect.poll(() => classesOf(home), WITHIN).toEqual([nameOfClass(0)]);
      const connections = proxy.count;
      const startedMs = performance.now();
      dovecot.deliver('ana', classMail(1));
      await expect.poll(() => classesOf(home), WITHIN).toEqual([nameOfClass(0), nameOfClass(1)]);
      // With the time that numina list takes.
      expect(performance.now() - startedMs).toBeLessThan(onThisMachine(5000));
      expect([proxy.count, proxy.open]).toEqual([connections, 1]);

      proxy.cut();
      dovecot.deliver('ana', classMail(2));
      await expect.poll(async () => (await classesOf(home)).length, WITHIN).toBe(3);

      const endedMs = performance.now();
      daemon.kill('SIGTERM');
      const { stdout, stderr, exitCode } = await daemon;
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(performance.now() - endedMs).toBeLessThan(onThisMachine(2000));
      await expect.poll(() => proxy.open, WITHIN).toBe(0);
      for (const text of [stdout, writtenIn(home.path())]) expect(text).not.toContain(PASSWORD);
    },
    patient(60_000),
  );

  test(
    'follows feeds that are added, and lets those go that are removed',
    async () => {
      const home = homes.empty();
      const daemon = startDaemon(home);
      await expect.poll(() => existsSync(home.database), WITHIN).toBe(true);
      dovecot.deliver('later', classMail(0));
      await addMailbox(home, 'later', proxy.port);
      await expect.poll(() => classesOf(home), WITHIN).toEqual([nameOfClass(0)]);
      expect(proxy.open).toBe(1);
      await home.run('sync remove mail --keep-bookings');
      await expect.poll(() => proxy.open, WITHIN).toBe(0);
      daemon.kill('SIGTERM');
      expect(await daemon).toMatchObject({ exitCode: 0, stderr: '' });
    },
    patient(60_000),
  );
});

describe.skipIf(!HAS_DOVECOT)('a mailbox that is encrypted (needs Dovecot)', () => {
  const add = (home: Home, ...words: readonly string[]) =>
    home.run([...['sync', 'add', 'mail'], ...words, '--auth-server', AUTH_SERVER]);

  test('is read where its certificate is known, with a token that is fetched anew', async () => {
    const home = homes.empty();
    dovecot.deliver('token', classMail(0), 'K&APw-rse');
    const command = JSON.stringify(['printf', '%s', dovecot.token('token', 300)]);
    const address = `imaps://token@localhost:${dovecot.tlsPort}/Kürse`;
    expect(await add(home, address, '--oauth-command', command)).toMatchObject({ exitCode: 0 });
    const outcome = await home.run('sync', { env: { NODE_EXTRA_CA_CERTS: dovecot.authority } });
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await classesOf(home)).toEqual([nameOfClass(0)]);
  });

  test('is not read where it is not known', async () => {
    const home = homes.empty();
    const command = JSON.stringify(['printf', '%s', PASSWORD]);
    await add(home, `imaps://ana@localhost:${dovecot.tlsPort}`, '--password-command', command);
    const { exitCode, stderr } = await home.run('sync');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('The certificate of localhost cannot be trusted');
  });
});
