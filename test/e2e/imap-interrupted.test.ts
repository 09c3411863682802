import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { addMailbox } from '../support/add-mailbox.ts';
import { useCutProxy } from '../support/cut-proxy.ts';
import { HAS_DOVECOT, PASSWORD, useDovecot } from '../support/dovecot.ts';
import { classMail, nameOfClass, sampleMail } from '../support/imap-samples.ts';
import { patient } from '../support/patience.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { PROGRAM, useHomes } from './program.ts';

const MAILS = 500;
const LOTS = 10;
/** What a session sends that reads a lot: about twice as much as its mails and the login. */
const MOST_OCTETS = 90_000;

const homes = useHomes();
const dovecot = useDovecot();
const proxy = useCutProxy(() => dovecot.port);

/** Every file of the Maildir but the lists that Dovecot keeps for itself. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('dovecot'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return `${path.slice(folder.length)} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
    })
    .sort();
}

const flagsOf = (user: string) => dovecot.admin(user, 'fetch', 'uid flags', 'mailbox', 'INBOX', 'all');

describe.skipIf(!HAS_DOVECOT)('a mailbox whose reading is interrupted 40 times (needs Dovecot)', () => {
  test(
    'has become each booking once, and is what it was',
    async () => {
      const home = homes.empty();
      await addMailbox(home, 'ana', proxy.port, '--since 2026-01-01');
      const start = () =>
        execa(process.execPath, [PROGRAM, 'sync', 'mail'], {
          ...{ cwd: home.path(), env: home.env, extendEnv: false, reject: false, stdin: 'ignore' },
        });
      let [cuts, kills, delivered] = [0, 0, 0];
      const delivery = new Set<string>();
      const codes = new Set<number | undefined>();

      async function isCut(afterOctets: number): Promise<void> {
        proxy.cutAfter = afterOctets;
        const { exitCode, stderr } = await runInProcess(['sync', 'mail'], home.path(), { env: home.env });
        proxy.cutAfter = null;
        codes.add(exitCode);
        if (exitCode !== 0) expect(stderr).toMatch(/^Error: |localhost/);
        cuts += 1;
      }

      async function isKilled(afterOctets: number): Promise<void> {
        const from = proxy.octets;
        const running = start();
        const { exitCode } = running;
        await expect.poll(() => proxy.octets - from >= afterOctets || running.exitCode !== exitCode, FAST).toBe(true);
        running.kill('SIGKILL');
        await running;
        kills += 1;
      }

      for (let lot = 0; lot < LOTS; lot += 1) {
        for (; delivered < ((lot + 1) * MAILS) / LOTS; delivered += 1) {
          dovecot.deliver('ana', classMail(delivered));
          if (delivered % 10 === 0) dovecot.deliver('ana', sampleMail('News', 'Shop <news@shop.example>'));
        }
        // Of each lot before any run has read it.
        for (const file of filesOf(dovecot.maildir('ana'))) delivery.add(file);
        const share = (lot + 1) / (LOTS + 1);
        await isCut(Math.round(MOST_OCTETS * share * 0.3));
        // A run that is killed costs ten times the time of one that is cut off.
        await (lot % 2 === 0 ? isKilled : isCut)(Math.round(MOST_OCTETS * share * 0.6));
        await isCut(Math.round(MOST_OCTETS * share * 0.8));
        await isCut(Math.round(MOST_OCTETS * share));
      }
      expect([cuts, kills]).toEqual([35, 5]);
      expect([...codes]).toContain(1);
      const [files, flags] = [filesOf(dovecot.maildir('ana')), flagsOf('ana')];
      // Every file as it was when it was delivered: a name or content that a run had changed would be one more.
      expect(files).toEqual([...delivery].sort());

      const { exitCode, stderr } = await home.run('sync mail');
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      const names = (await home.bookings()).map(({ class: { name } }) => name);
      expect(names).toHaveLength(MAILS);
      expect(new Set(names)).toEqual(new Set(Array.from({ length: MAILS }, (_, index) => nameOfClass(index))));
      expect(flagsOf('ana')).toBe(flags);
      expect(filesOf(dovecot.maildir('ana'))).toEqual(files);
      expect(files.filter((file) => file.startsWith('/new/'))).toHaveLength(MAILS * 1.1);
      expect(readFileSync(home.database).includes(PASSWORD)).toBe(false);
    },
    patient(60_000),
  );
});

const FAST = { timeout: patient(10_000), interval: 1 };
