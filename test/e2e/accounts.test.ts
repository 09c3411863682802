import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/time/clock.ts';
import { findDeadPort, type MailServer, startMailServer } from '../reminders/channels/mail-server.ts';
import { type Home, useHomes } from '../support/home.ts';
import { patient } from '../support/patience.ts';
import { PROGRAM } from './program.ts';

// One daemon and one mail server for a household.

const homes = useHomes();
const WITHIN = { timeout: patient(20_000), interval: 100 };
const MINUTE = 60_000;

let server: MailServer;
const running = new Set<ReturnType<typeof startDaemon>>();
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(async () => {
  for (const daemon of running) daemon.kill('SIGKILL');
  running.clear();
  await server.close();
});

function startDaemon(home: Home) {
  const daemon = execa(process.execPath, [PROGRAM, 'daemon', '--json'], {
    ...{ cwd: home.path(), env: { ...home.env, NUMINA_NOW: '' }, extendEnv: false, reject: false, stdin: 'ignore' },
    timeout: patient(60_000),
  });
  running.add(daemon);
  return daemon;
}

async function run(home: Home, words: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { stdout, stderr, exitCode } = await home.run(words, { env });
  expect(exitCode, `${words}: ${stderr}`).toBe(0);
  return stdout;
}

/** Books a class that begins in half an hour, three hours ago: its reminder is due. */
async function bookDue(home: Home, account: string, name: string): Promise<void> {
  const now = systemClock.now().getTime();
  const at = new Date(now + 30 * MINUTE).toISOString();
  await run(home, `--account ${account} book ${name} --at ${at}`, {
    NUMINA_NOW: new Date(now - 180 * MINUTE).toISOString(),
  });
}

/** Who got a mail about what. */
const taken = () => server.mails.map(({ to, raw }) => `${to.join()} ${/^Subject: (\w+)/m.exec(raw)?.[1]}`).sort();

describe('the daemon of a household', () => {
  test(
    'reminds each person of their own classes, those who come later too, and nobody who has gone',
    async () => {
      const home = homes.empty();
      for (const setting of ['smtp.host 127.0.0.1', `smtp.port ${server.port}`, 'smtp.from numina@example.com']) {
        await run(home, `config set ${setting}`);
      }
      await run(home, 'config set smtp.to ana@example.com');
      await run(home, 'account add ben --email ben@example.com --zone Asia/Tokyo');
      await run(home, 'account add eve');
      await run(home, `--account eve config set webhook.url http://127.0.0.1:${await findDeadPort()}/`);
      await run(home, '--account eve reminders set --via webhook,email');
      for (const name of ['local', 'ben']) await run(home, `--account ${name} reminders set --via email`);
      await bookDue(home, 'local', 'Barre');
      await bookDue(home, 'ben', 'Boxing');
      await bookDue(home, 'eve', 'Eurhythmics');

      const daemon = startDaemon(home);
      await expect.poll(taken, WITHIN).toEqual(['ana@example.com Barre', 'ben@example.com Boxing']);

      await run(home, 'account add cleo --email cleo@example.com');
      await run(home, '--account cleo reminders set --via email');
      await bookDue(home, 'cleo', 'Climbing');
      await expect.poll(taken, WITHIN).toContain('cleo@example.com Climbing');

      // What a person sets is heard at once, and by that person alone.
      await run(home, '--account cleo config set smtp.to c@example.com');
      await run(home, 'account remove ben --yes');
      await bookDue(home, 'cleo', 'Cycling');
      await bookDue(home, 'local', 'Ballet');
      await expect
        .poll(taken, WITHIN)
        .toEqual(expect.arrayContaining(['c@example.com Cycling', 'ana@example.com Ballet']));
      expect(server.mails).toHaveLength(5);

      const status = await home.json<{ running: boolean; lastError: string | null }>('daemon status');
      expect(status).toMatchObject({ running: true });
      const log = async (account: string) =>
        (await home.json<{ state: string; channel: string }[]>(`--account ${account} reminders log`)).filter(
          ({ state }) => state === 'sent',
        );
      expect([await log('local'), await log('cleo'), await log('eve')].map(({ length }) => length)).toEqual([2, 2, 0]);
      daemon.kill('SIGTERM');
      const { stdout, exitCode } = await daemon;
      expect(exitCode).toBe(0);
      const events = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      const sent = events
        .filter(({ event }) => event === 'sent')
        .map(({ account, title }) => `${account} ${title.split(' ')[0]}`);
      expect(sent.sort()).toEqual(['ben Boxing', 'cleo Climbing', 'cleo Cycling', 'null Ballet', 'null Barre']);
      expect(events.filter(({ event }) => event === 'error')).toEqual([]);
    },
    patient(120_000),
  );
});
