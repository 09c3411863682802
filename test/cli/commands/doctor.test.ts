import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands/index.ts';
import type { FindingJson } from '../../../src/contract/schemas/program-schema.ts';
import { daemonFiles } from '../../../src/daemon/daemon-files.ts';
import { EXIT_CODES } from '../../../src/errors.ts';
import { textWidth } from '../../../src/render/width.ts';
import { systemClock } from '../../../src/time/clock.ts';
import { alterDatabase } from '../../support/alter-database.ts';
import { isSqlite } from '../../support/engine.ts';
import { type Home, type RunOptions, useHomes } from '../../support/home.ts';

const homes = useHomes();

/** A number that no process has. */
const DEAD = 4_194_305;

interface Examined {
  readonly exitCode: number | undefined;
  readonly stderr: string;
  readonly findings: readonly FindingJson[];
  readonly of: (check: string) => FindingJson | undefined;
}

async function examine(home: Home, words = '', options: RunOptions = {}): Promise<Examined> {
  mkdirSync(home.path('tmp'), { recursive: true });
  const env = { TMPDIR: home.path('tmp'), ...options.env };
  const { stdout, stderr, exitCode } = await home.run(`doctor ${words} --json`.replaceAll(/ +/g, ' '), {
    ...options,
    env,
  });
  const findings = JSON.parse(stdout) as readonly FindingJson[];
  return { exitCode, stderr, findings, of: (check) => findings.find((finding) => finding.check === check) };
}

function wrongIn({ findings }: Examined): readonly string[] {
  return findings.filter(({ ok }) => ok === false).map(({ check }) => check);
}

function writeConfig(home: Home, text: string, mode = 0o600): string {
  const file = home.path('.config', 'numina', 'config.toml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

/** Every file in a home, with its bytes and mode. */
function snapshot(home: Home): readonly string[] {
  const names = readdirSync(home.path(), { recursive: true, encoding: 'utf8' }).filter(
    (name) => !/-shm$|^tmp/.test(name),
  );
  return names.toSorted().map((name) => {
    const stats = lstatSync(home.path(name), { throwIfNoEntry: false });
    const bytes = stats?.isFile() ? readFileSync(home.path(name)).toString('base64') : '';
    return `${name} ${stats?.mode} ${bytes}`;
  });
}

describe('where all is well', () => {
  test('every check is good or about what is not set up, and the exit code is 0', async () => {
    const examined = await examine(homes.season());
    expect(examined).toMatchObject({ exitCode: 0, stderr: '' });
    expect(wrongIn(examined)).toEqual([]);
    for (const finding of examined.findings) expect(Object.keys(finding)).toEqual(['check', 'ok', 'message', 'hint']);
    const ofEngine = isSqlite ? ['integrity', 'references', 'permissions'] : ['server', 'row-security', 'latency'];
    for (const check of ['database', 'schema', 'statistics', 'classes', ...ofEngine])
      expect(examined.of(check)).toMatchObject({ ok: true, hint: null });
    expect(examined.of('database')?.message).toMatch(
      isSqlite ? /numina\.db can be read: 9 bookings\./ : /^postgres:.* answers: 1 account\./,
    );
    expect(examined.of('email')).toEqual({ check: 'email', ok: null, message: 'Not set up.', hint: null });
  });

  test.skipIf(!isSqlite)(
    '(needs SQLite: a file that is not there) nothing is created where nothing is, and that is not a fault',
    async () => {
      const home = homes.empty();
      const examined = await examine(home);
      expect(examined.exitCode).toBe(0);
      expect(examined.of('database')).toMatchObject({ ok: null, hint: expect.stringContaining('numina book') });
      expect(readdirSync(home.path())).toEqual(['tmp']);
    },
  );

  test.skipIf(!isSqlite)(
    '(needs SQLite: permissions of a file) nothing is changed without --fix, whatever is wrong',
    async () => {
      const home = homes.season();
      chmodSync(home.database, 0o644);
      writeConfig(home, 'clock = "13"\n', 0o666);
      writeFileSync(`${home.database}.${DEAD}-00ff.tmp`, 'half');
      await alterDatabase(home, 'update attendance_stats set total_booked = 77');
      const before = snapshot(home);
      expect((await examine(home)).exitCode).toBe(1);
      expect(snapshot(home)).toEqual(before);
    },
  );
});

/** Takes every entry out of an index: its page says that it has none. */
async function emptyIndex(home: Home): Promise<void> {
  await alterDatabase(home, 'create index spare on bookings (notes)');
  const sqlite = new BetterSqlite3(home.database);
  const page = sqlite.prepare("select rootpage from sqlite_master where name = 'spare'").pluck().get() as number;
  const size = sqlite.pragma('page_size', { simple: true }) as number;
  sqlite.close();
  const bytes = readFileSync(home.database);
  // The number of cells (file format, b-tree pages).
  writeFileSync(home.database, bytes.fill(0, (page - 1) * size + 3, (page - 1) * size + 5));
}

type Breakage = readonly [
  what: string,
  check: string,
  says: RegExp,
  hint: RegExp,
  damage: (home: Home) => void | Promise<void>,
];

describe.skipIf(!isSqlite)('(needs SQLite: a damaged file) a database', () => {
  const BROKEN: readonly Breakage[] = [
    [
      'that is text',
      'database',
      /is not a database/,
      /--db/,
      (home) => writeFileSync(home.database, 'no '.repeat(5000)),
    ],
    [
      'that is cut in half',
      'database',
      /damaged/,
      /numina restore/,
      (home) => truncateSync(home.database, statSync(home.database).size >> 1),
    ],
    [
      'with a page of zeros',
      'database',
      /damaged/,
      /numina restore/,
      (home) => {
        const bytes = readFileSync(home.database);
        writeFileSync(home.database, bytes.fill(0, 4096, 40_000));
      },
    ],
    ['with an index that lacks a row', 'integrity', /It is damaged: .* and \d+ more\./, /numina restore/, emptyIndex],
    [
      'with rows that refer to nothing',
      'references',
      /not there: \d+ in bookings/,
      /numina restore/,
      (home) => alterDatabase(home, 'delete from fitness_classes'),
    ],
    [
      'of a newer numina',
      'schema',
      /newer numina \(9999-later\)/,
      /Update numina/,
      (home) => alterDatabase(home, "insert into kysely_migration values ('9999-later', '2030-01-01')"),
    ],
    [
      'of another program',
      'database',
      /database of another program/,
      /NUMINA_DB/,
      (home) => {
        rmSync(home.database);
        return alterDatabase(home, 'create table recipes (name text)');
      },
    ],
    [
      'that is a folder',
      'database',
      /is a folder/,
      /--db/,
      (home) => {
        rmSync(home.database);
        mkdirSync(home.database);
      },
    ],
    [
      'that is a loop of links',
      'database',
      /cannot be opened/,
      /--db/,
      (home) => {
        rmSync(home.database);
        symlinkSync('numina.db', home.database);
      },
    ],
    [
      'that is gone, and left its log',
      'database',
      /is gone, and its log .*numina\.db-wal/,
      /beside the log/,
      (home) => {
        renameSync(home.database, home.path('away.db'));
        writeFileSync(`${home.database}-wal`, 'changes');
      },
    ],
  ];
  test.each(BROKEN)('%s is reported, and everything else goes on', async (_, check, says, hint, damage) => {
    const home = homes.season();
    await damage(home);
    const before = snapshot(home);
    const examined = await examine(home);
    expect(examined.exitCode).toBe(EXIT_CODES.failure);
    expect(examined.of(check)).toMatchObject({
      ok: false,
      message: expect.stringMatching(says),
      hint: expect.stringMatching(hint),
    });
    expect(examined.stderr).toContain('unwell');
    expect(examined.of('zone')?.ok).toBe(true);
    expect(snapshot(home)).toEqual(before);
  });

  test('that is gone is reported with the newest copy of it', async () => {
    const home = homes.season();
    const { file } = await home.json<{ file: string }>('backup');
    rmSync(home.database);
    expect((await examine(home)).of('database')).toMatchObject({
      ok: false,
      hint: expect.stringContaining(`numina restore ${file}`),
    });
  });

  test('that somebody holds is reported after a while, and no other check fails because of it', async () => {
    const home = homes.season();
    const holder = new BetterSqlite3(home.database);
    holder.pragma('locking_mode = exclusive');
    holder.exec('begin exclusive; update bookings set notes = notes');
    const examined = await examine(home);
    holder.close();
    expect(examined.of('database')).toMatchObject({
      ok: false,
      message: expect.stringContaining('in use by another program'),
    });
    expect(examined.of('statistics')?.ok).toBeNull();
    expect(wrongIn(examined)).toEqual(['database']);
  });

  test('of an older numina is as good, and is not touched', async () => {
    const home = homes.season();
    await alterDatabase(home, "delete from kysely_migration where name > '0006'");
    const before = readFileSync(home.database);
    expect((await examine(home)).of('schema')).toMatchObject({
      ok: true,
      message: expect.stringContaining('keeps a copy'),
    });
    expect(readFileSync(home.database).equals(before)).toBe(true);
  });

  test('with changes in its log is left with them', async () => {
    const home = homes.season();
    const writer = new BetterSqlite3(home.database);
    writer.pragma('wal_autocheckpoint = 0');
    writer.exec("update bookings set notes = 'towel'");
    const before = readFileSync(home.database);
    const log = readFileSync(`${home.database}-wal`);
    const examined = await examine(home);
    expect(examined.of('log')).toMatchObject({
      ok: true,
      message: expect.stringMatching(/KB of changes wait in numina\.db-wal/),
    });
    expect(readFileSync(home.database).equals(before)).toBe(true);
    expect(readFileSync(`${home.database}-wal`).equals(log)).toBe(true);
    writer.close();
  });
});

describe('what --fix mends', () => {
  test.skipIf(!isSqlite)(
    '(needs SQLite: permissions of a file) a database that others may read, with its copies',
    async () => {
      const home = homes.season();
      chmodSync(home.database, 0o644);
      writeFileSync(`${home.database}.bak-0006-attendance-past`, 'old', { mode: 0o666 });
      const before = await examine(home);
      expect(before.of('permissions')).toMatchObject({
        ok: false,
        hint: expect.stringContaining(`chmod 600 ${home.database}`),
      });
      expect(before.stderr).toContain('--fix');
      const after = await examine(home, '--fix');
      expect(after).toMatchObject({ exitCode: 0, stderr: '' });
      expect(after.of('permissions')?.ok).toBe(true);
      for (const file of [home.database, `${home.database}.bak-0006-attendance-past`])
        expect(statSync(file).mode & 0o777).toBe(0o600);
    },
  );

  test.skipIf(!isSqlite)('(needs SQLite: permissions of a file) a folder into which others may write', async () => {
    const home = homes.season();
    chmodSync(dirname(home.database), 0o777);
    expect((await examine(home)).of('folder')).toMatchObject({ ok: false, message: expect.stringContaining('(0777)') });
    expect((await examine(home, '--fix')).exitCode).toBe(0);
    expect(statSync(dirname(home.database)).mode & 0o777).toBe(0o755);
  });

  test.skipIf(!isSqlite)(
    '(needs SQLite: what stands beside a file) what killed processes have left, and nothing else',
    async () => {
      const home = homes.season();
      mkdirSync(home.path('.local', 'state', 'numina'), { recursive: true });
      mkdirSync(home.path('tmp', `numina-demo-${DEAD}-abcdef`), { recursive: true });
      writeConfig(home, `vdir.path = "${home.path('classes')}"\n`);
      mkdirSync(home.path('classes'));
      const id = '9f1c27ab-0000-4000-8000-000000000000';
      const left = [
        `${home.database}.${DEAD}-00ff.tmp`,
        `${home.database}.bak-0003-attendance.${DEAD}`,
        home.path('.config', 'numina', `config.toml.${DEAD}-00ff.tmp`),
        home.path('.local', 'state', 'numina', `daemon.json.${DEAD}`),
        home.path('.local', 'state', 'numina', `numina-2026-11-24-091200.db.${DEAD}-00ff.tmp`),
        home.path('classes', `.${id}.ics.${DEAD}-00ff.tmp`),
      ];
      const kept = [
        `${home.database}.${process.pid}-00ff.tmp`,
        home.path('.local', 'state', 'numina', 'daemon.log.2'),
        home.path('classes', `${id}.ics`),
      ];
      for (const file of [...left, ...kept]) writeFileSync(file, 'half', { mode: 0o600 });
      expect((await examine(home)).of('leftovers')).toMatchObject({
        ok: false,
        message: expect.stringContaining('and 6 more'),
      });
      expect((await examine(home, '--fix')).of('leftovers')?.ok).toBe(true);
      expect(left.filter(existsSync)).toEqual([]);
      expect(kept.filter(existsSync)).toEqual(kept);
      expect(readdirSync(home.path('tmp'))).toEqual([]);
    },
  );

  test('statistics that are not what history says', async () => {
    const home = homes.season();
    await alterDatabase(home, 'update attendance_stats set total_booked = 77');
    expect((await examine(home)).of('statistics')).toMatchObject({
      ok: false,
      message: expect.stringContaining('totalBooked'),
    });
    expect((await examine(home, '--fix')).exitCode).toBe(0);
    expect(await home.json('stats --verify')).toMatchObject({ ok: true });
  });

  test.each([
    ['others may write', 'clock = "12"\n', 0o666, 0o644],
    ['others may read, and that names a webhook', 'webhook.url = "https://ntfy.sh/secret"\n', 0o644, 0o600],
    [
      'others may write, and that runs a command',
      'smtp.password_command = ["pass"]\nsmtp.host = "localhost"\nsmtp.to = "a@b.c"',
      0o666,
      0o600,
    ],
  ])('settings that %s', async (_, text, mode, mended) => {
    const home = homes.season();
    const file = writeConfig(home, text, mode);
    expect((await examine(home)).of('settings-permissions')?.ok).toBe(false);
    const after = await examine(home, '--fix');
    expect(after.of('settings-permissions')?.ok).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(mended);
    expect(JSON.stringify(after.findings)).not.toContain('ntfy.sh/secret');
  });

  test.skipIf(process.geteuid?.() !== 0 || !isSqlite)(
    '(needs root; needs SQLite: permissions of a file) files that root has taken from a person',
    async () => {
      const home = homes.season();
      for (const folder of [home.path(), dirname(home.database)]) chownSync(folder, 4711, 4711);
      expect((await examine(home)).of('owner')).toMatchObject({ ok: false, message: expect.stringContaining('uid 0') });
      expect((await examine(home, '--fix')).of('owner')?.ok).toBe(true);
      expect(statSync(home.database).uid).toBe(4711);
    },
  );

  test.skipIf(!isSqlite)('(needs SQLite: a damaged file) is never a copy, a log, a class or a setting', async () => {
    const home = homes.season();
    writeConfig(home, 'clock = "13"\n');
    await alterDatabase(home, 'delete from fitness_classes');
    const before = snapshot(home);
    const examined = await examine(home, '--fix');
    expect(wrongIn(examined)).toEqual(['references', 'settings']);
    expect(snapshot(home)).toEqual(before);
  });
});

describe('settings', () => {
  test.each([
    ['that are no TOML', 'clock = [', /not valid TOML/],
    ['with a wrong value', 'clock = "13"', /clock cannot be/],
    ['with a name that is none', 'colour = "red"', /There is no setting “colour”/],
    ['with a wrong webhook', 'webhook.url = "ftp://x"', /webhook\.url cannot be/],
  ])('%s are reported, and the database is checked all the same', async (_, text, says) => {
    const home = homes.season();
    writeConfig(home, text);
    const examined = await examine(home);
    expect(examined.of('settings')).toMatchObject({
      ok: false,
      message: expect.stringMatching(says),
      hint: expect.stringContaining('numina config edit'),
    });
    if (isSqlite) expect(examined.of('integrity')?.ok).toBe(true);
    // Where the file cannot be read, nobody knows what prints the password of the server.
    else expect(examined.of('row-security')?.ok).toBe(text === 'clock = [' ? null : true);
  });

  const WRONG: [string, string, RegExp][] = [
    ['without a host', 'smtp.to = "a@b.c"', /smtp\.host is not set/],
    ['without anybody to get it', 'smtp.host = "localhost"', /The mail has no recipient/],
    ['with a user and no password', 'smtp.host = "localhost"\nsmtp.user = "a@b.c"', /no password/],
    [
      'with a password command that is not there',
      'smtp.host = "localhost"\nsmtp.user = "a@b.c"\nsmtp.password_command = ["no-such-program"]',
      /no-such-program is not there/,
    ],
    [
      'with a password file that is not there',
      'smtp.host = "localhost"\nsmtp.user = "a@b.c"\nsmtp.password_file = "/nope"',
      /\/nope is not there/,
    ],
    [
      'in the clear to another machine',
      'smtp.host = "mail.example.com"\nsmtp.to = "a@b.c"\nsmtp.tls = "off"',
      /smtp\.tls cannot be/,
    ],
  ];
  test.skipIf(!isSqlite).each(WRONG)('(needs SQLite: settings in config.toml) of mail %s', async (_, text, says) => {
    const home = homes.season();
    writeConfig(home, text);
    expect((await examine(home)).of('email')).toMatchObject({ ok: false, message: expect.stringMatching(says) });
  });

  test('of mail that are right, its password for the person alone', async () => {
    const home = homes.season();
    writeFileSync(home.path('password'), 'secret\n', { mode: 0o644 });
    writeConfig(home, `smtp.host = "localhost"\nsmtp.user = "a@b.c"\nsmtp.password_file = "${home.path('password')}"`);
    await home.json('config set smtp.to a@b.c');
    expect((await examine(home)).of('email')).toMatchObject({
      ok: false,
      message: expect.stringContaining('Others may read'),
    });
    expect((await examine(home, '--fix')).of('email')).toMatchObject({
      ok: true,
      message: expect.stringContaining('localhost:587'),
    });
  });

  test('of a channel that reminders are to go by, and that is not set up', async () => {
    const home = homes.season();
    writeConfig(home, 'webhook.url = "https://ntfy.sh/x"');
    await home.json('reminders set --via webhook');
    rmSync(home.path('.config'), { recursive: true });
    expect((await examine(home)).of('webhook')).toMatchObject({
      ok: false,
      hint: expect.stringContaining('webhook.url'),
    });
  });

  test('of a zone: NUMINA_ZONE and TZ', async () => {
    const home = homes.season();
    const zoneIn = async (env: NonNullable<RunOptions['env']>) => (await examine(home, '', { env })).of('zone');
    expect(await zoneIn({ NUMINA_ZONE: 'Moon/Base' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('Moon/Base'),
    });
    expect(await zoneIn({ NUMINA_ZONE: 'Europe/Berlin', TZ: 'UTC' })).toMatchObject({
      ok: true,
      message: 'Home is Europe/Berlin by NUMINA_ZONE; this machine is in UTC.',
    });
    expect(await zoneIn({ NUMINA_ZONE: '', TZ: 'UTC' })).toMatchObject({ message: 'Home is UTC, as this machine is.' });
  });
});

describe('what the features know', () => {
  test('classes whose names differ only in capitals: the command that makes one of them', async () => {
    const home = homes.season();
    await home.run('book Fur --at 2026-12-10T10:00');
    await alterDatabase(home, "update fitness_classes set name = 'İnce' where name = 'Fur'");
    await home.json(['book', 'ince', '--at', '2026-12-11T10:00', '--new']);
    const found = (await examine(home)).of('classes');
    expect(found).toMatchObject({ ok: null, message: expect.stringMatching(/İnce/) });
    const [, command = ''] = /numina (classes merge .*)$/.exec(found?.hint ?? '') ?? [];
    await home.json(command);
    expect((await examine(home)).of('classes')).toMatchObject({ ok: true });
  });

  test('feeds that fail', async () => {
    const home = homes.season();
    await home.json('sync add studio https://127.0.0.1:1/classes.ics');
    await home.run('sync');
    expect((await examine(home)).of('feeds')).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^studio fails: /),
      hint: expect.stringContaining('numina sync studio'),
    });
  });

  test('a daemon that is installed and does not run, and trouble in its log', async () => {
    const home = homes.season();
    const unit = home.path('.config', 'systemd', 'user', 'numina.service');
    const state = home.path('.local', 'state', 'numina');
    for (const folder of [dirname(unit), state]) mkdirSync(folder, { recursive: true });
    writeFileSync(unit, '[Unit]\n');
    const at = (hoursAgo: number) => new Date(systemClock.now().getTime() - hoursAgo * 3_600_000).toISOString();
    const lines = (hoursAgo: number) =>
      `${JSON.stringify({ at: at(hoursAgo), event: 'error', doing: 'sending by email', error: 'no route' })}\n`;
    const { log } = daemonFiles(home.env, home.database);
    writeFileSync(log, `cut{"event":"error"\n${lines(50)}${lines(2)}`);
    const examined = await examine(home);
    expect(examined.of('daemon')).toMatchObject({ ok: false, hint: expect.stringContaining('numina daemon install') });
    expect(examined.of('daemon-errors')).toMatchObject({
      ok: false,
      message: expect.stringContaining('sending by email: no route'),
    });
    writeFileSync(log, lines(50));
    expect((await examine(home)).of('daemon-errors')?.ok).toBe(true);
  });
});

describe('on a screen', () => {
  test.skipIf(!isSqlite).each([30, 40, 80, 120])(
    '(needs SQLite: permissions of a file) every line keeps to %d columns, and each check has a mark and a word',
    async (columns) => {
      const home = homes.season();
      chmodSync(home.database, 0o644);
      const { stdout, stderr } = await home.run('doctor', { env: { COLUMNS: String(columns), TMPDIR: home.path() } });
      for (const line of stdout.trimEnd().split('\n')) expect(textWidth(line), line).toBeLessThanOrEqual(columns);
      expect(stdout).toMatch(/^✓ database/m);
      expect(stdout).toMatch(/^✗ permissions/m);
      expect(stdout).toMatch(/^– email/m);
      expect(stderr).toMatch(/^numina: One check has found something wrong: permissions\.\n.*--fix/);
      const mended = await home.run('doctor --fix', { env: { TMPDIR: home.path(), LANG: 'C', COLUMNS: '120' } });
      expect(mended).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\+ permissions +Mended\. /m) });
    },
  );

  test('--plain is a row of four for each check', async () => {
    const { stdout } = await homes.season().run('doctor --plain');
    const rows = stdout
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => line.split('\t'));
    for (const row of rows) expect(row).toHaveLength(4);
    expect(rows[0]?.slice(0, 2)).toEqual(['ok', 'database']);
  });
});

test('every command that a hint names exists', async () => {
  const home = homes.season();
  if (isSqlite) chmodSync(home.database, 0o644);
  writeConfig(home, 'smtp.to = "a@b.c"\n', 0o666);
  const empty = await examine(homes.empty());
  const broken = await examine(home);
  const hints = [...empty.findings, ...broken.findings].flatMap(({ hint }) => hint ?? []);
  const named = hints.flatMap((hint) =>
    [...hint.matchAll(/numina ([a-z]+(?: [a-z]+)?)/g)].map(([, words = '']) => words),
  );
  expect(named.length).toBeGreaterThan(3);
  const isCommand = (words: string) => COMMANDS.some(({ name }) => name === words || name === words.split(' ')[0]);
  expect(named.filter((words) => !isCommand(words))).toEqual([]);
});
