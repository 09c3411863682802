import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { patient } from '../support/patience.ts';
import { type Home, PROGRAM, SEASON, useHomes } from './program.ts';

const homes = useHomes();

const HAS_KHAL = spawnSync('khal', ['--version']).status === 0;

/** Names and times of change: what vdirsyncer looks at. */
function stampsOf(folder: string): readonly string[] {
  return readdirSync(folder).map((name) => `${name} ${statSync(`${folder}/${name}`, { bigint: true }).mtimeNs}`);
}

/** The titles in the files, in order. */
function titlesOf(folder: string): readonly string[] {
  const texts = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  return texts.map((text) => /^SUMMARY:(.*)\r$/m.exec(text)?.[1] ?? '').sort();
}

/** The triggers of the alarms in the files, by the title of the class. */
function alarmsOf(folder: string): Readonly<Record<string, readonly string[]>> {
  const texts = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  return Object.fromEntries(
    texts.map((text) => [
      /^SUMMARY:(.*)\r$/m.exec(text)?.[1],
      [...text.matchAll(/^TRIGGER:(.*)\r$/gm)].map(([, trigger]) => trigger),
    ]),
  );
}

/** Runs the daemon of a home until something is so. */
async function withDaemon({ env }: Home, isDone: () => boolean | Promise<boolean>): Promise<void> {
  const daemon = execa(process.execPath, [PROGRAM, 'daemon', 'run'], { env, extendEnv: false, reject: false });
  for (let turn = 0; turn < patient(100) && !(await isDone()); turn += 1) await pause(50);
  expect(await isDone()).toBe(true);
  daemon.kill('SIGTERM');
  expect(await daemon).toMatchObject({ exitCode: 0 });
}

describe.concurrent('numina export --vdir', () => {
  test('brings a folder in step, and changes no file the second time', async () => {
    const home = homes.season();
    const folder = home.path('deep', 'calendar');
    const first = await home.run('export --vdir deep/calendar');
    expect(first).toEqual({
      stdout: '',
      stderr: 'deep/calendar: 9 files written, 0 removed, 0 unchanged\n',
      exitCode: 0,
    });
    expect(titlesOf(folder)).toEqual([...SEASON].sort());
    const before = stampsOf(folder);
    expect(await home.json('export --vdir deep/calendar')).toEqual({
      folder: 'deep/calendar',
      bookings: 9,
      written: 0,
      removed: 0,
      unchanged: 9,
    });
    expect(stampsOf(folder)).toEqual(before);

    await home.run('delete barre --yes');
    await home.run('edit yin --notes mat');
    const { stderr } = await home.run('export --vdir deep/calendar');
    expect(stderr).toBe('deep/calendar: 1 file written, 1 removed, 7 unchanged\n');
  });

  test('keeps to the filters', async () => {
    const home = homes.season();
    await home.run('export --vdir calendar --type yoga');
    expect(titlesOf(home.path('calendar'))).toEqual(['Morgenyoga', 'Vinyasa Flow', 'Vinyasa Flow', 'Yin']);
    const { stderr } = await home.run('export --vdir calendar --source classpass --omit-cancelled');
    expect(stderr).toBe('calendar: 2 files written, 4 removed, 0 unchanged\n');
  });

  test.each([
    ['next', '--vdir and a single booking exclude each other.'],
    ['-o x.ics', '--vdir and --output exclude each other.'],
    ['--format csv', '--vdir and --format csv exclude each other.'],
  ])('stands alone: not with %s', async (words, message) => {
    const home = homes.season();
    const { stderr, exitCode } = await home.run(`export --vdir calendar ${words}`);
    expect({ stderr, exitCode }).toEqual({ stderr: expect.stringContaining(message), exitCode: 2 });
    expect(existsSync(home.path('calendar'))).toBe(false);
  });

  test('fails in words where the folder is none', async () => {
    const home = homes.season();
    writeFileSync(home.path('file'), '');
    const { stderr, exitCode } = await home.run('export --vdir file');
    expect({ stderr, exitCode }).toEqual({ stderr: expect.stringMatching(/file is no folder\./), exitCode: 1 });
  });
});

describe.concurrent('the setting vdir.path', () => {
  async function withFolder(home: Home): Promise<string> {
    expect(await home.run('config set vdir.path ~/calendars/classes')).toEqual({
      stdout: 'vdir.path = ~/calendars/classes\n',
      stderr: 'It follows every change from now on; numina export --vdir ~/calendars/classes fills it at once.\n',
      exitCode: 0,
    });
    return home.path('calendars', 'classes');
  }

  test('has the folder follow every change, and nothing else', async () => {
    const home = homes.season();
    const folder = await withFolder(home);
    await home.run('list');
    expect(existsSync(folder)).toBe(false);
    await home.run('book Pilates --at 2026-12-15T12:00');
    expect(titlesOf(folder)).toEqual([...SEASON, 'Pilates'].sort());

    const before = stampsOf(folder);
    await home.run('cancel pilates');
    const changed = stampsOf(folder).filter((stamp) => !before.includes(stamp));
    expect(changed).toHaveLength(1);
    const [name = ''] = changed[0]?.split(' ') ?? [];
    expect(readFileSync(`${folder}/${name}`, 'utf8')).toContain('STATUS:CANCELLED\r\n');

    await home.run('undo 2');
    expect(titlesOf(folder)).toEqual([...SEASON].sort());
    await home.run('redo');
    expect(titlesOf(folder)).toEqual([...SEASON, 'Pilates'].sort());
    const kept = stampsOf(folder);
    const { stderr } = await home.run('export --vdir calendars/classes');
    expect(stderr).toContain('0 files written, 0 removed, 10 unchanged');
    expect(stampsOf(folder)).toEqual(kept);
  });

  test('has the alarms of what is booked follow the preferences', async () => {
    const home = homes.season();
    const folder = await withFolder(home);
    await home.run('book Pilates --at 2026-12-15T12:00');
    expect(alarmsOf(folder)['Pilates']).toEqual(['-PT24H', '-PT1H']);
    const before = stampsOf(folder);
    await home.run('reminders set --before 24h,1h');
    expect(stampsOf(folder)).toEqual(before);
    await home.run('reminders set --type yoga --before 30m');
    expect(stampsOf(folder).filter((stamp) => !before.includes(stamp))).toHaveLength(2);
    const { Pilates, Yin, Morgenyoga } = alarmsOf(folder);
    // On the waiting list there is nothing to be reminded of.
    expect({ Pilates, Yin, Morgenyoga }).toEqual({ Pilates: ['-PT24H', '-PT1H'], Yin: [], Morgenyoga: ['-PT30M'] });
    expect((await home.run('export --vdir calendars/classes')).stderr).toContain('0 files written, 0 removed');
    await home.run('undo');
    expect(alarmsOf(folder)['Morgenyoga']).toEqual(['-PT24H', '-PT1H']);
  });

  test('has the folder follow what the daemon changes', async () => {
    const home = homes.season();
    const folder = await withFolder(home);
    await home.run('reminders set --enabled off');
    await home.run('config set assume_attended Ring');
    const before = stampsOf(folder);
    const noon = { env: { NUMINA_NOW: '2026-11-24T12:00:00-05:00' } };
    expect(await home.run('daemon --once', noon)).toMatchObject({ exitCode: 0, stderr: '' });
    const [changed = '', ...others] = stampsOf(folder).filter((stamp) => !before.includes(stamp));
    expect(others).toEqual([]);
    const text = readFileSync(`${folder}/${changed.split(' ')[0]}`, 'utf8');
    expect(text).toMatch(/SUMMARY:Boxing\r\n[\s\S]*X-NUMINA-STATUS:attended\r\n/);
  });

  test('has the daemon mend what others did to the folder', async () => {
    const home = homes.season();
    const folder = await withFolder(home);
    await home.run('reminders set --enabled off');
    const before = stampsOf(folder);
    const [edited = '', deleted = ''] = readdirSync(folder);
    writeFileSync(`${folder}/${edited}`, 'edited elsewhere');
    rmSync(`${folder}/${deleted}`);
    await withDaemon(home, () => existsSync(`${folder}/${deleted}`));
    expect(titlesOf(folder)).toEqual([...SEASON].sort());
    expect(stampsOf(folder).filter((stamp) => !before.includes(stamp))).toHaveLength(2);
    expect(await home.json('daemon status')).toMatchObject({ lastError: null });
  });

  test('has the daemon tell what the folder cannot follow', async () => {
    const home = homes.season();
    await withFolder(home);
    await home.run('reminders set --enabled off');
    rmSync(home.path('calendars'), { recursive: true });
    writeFileSync(home.path('calendars'), 'no folder');
    const doing = 'bringing the calendar folder in step';
    const file = home.path('.local', 'state', 'numina', 'daemon.log');
    const logged = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
    await withDaemon(home, () => logged().includes(`"${doing}"`));
    expect(await home.json('daemon status')).toMatchObject({ lastError: expect.any(String) });
    const log = logged();
    expect(log.match(new RegExp(doing, 'g'))).toHaveLength(1);
  });

  test('never fails a command: what cannot be written is told', async () => {
    const home = homes.season();
    await withFolder(home);
    writeFileSync(home.path('calendars'), 'no folder');
    const { stderr, exitCode } = await home.run('book Pilates --at 2026-12-15T12:00');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('The calendar folder is behind: ');
    expect((await home.bookings()).length).toBe(SEASON.length + 1);
    rmSync(home.path('calendars'));
    expect((await home.run('attend next --at 2026-11-24T18:00')).stderr).not.toContain('behind');
  });

  test('is a whole path', async () => {
    const { stderr, exitCode } = await homes.empty().run('config set vdir.path classes');
    expect({ stderr, exitCode }).toEqual({ stderr: expect.stringContaining('a whole path'), exitCode: 2 });
  });

  test('is not for the demo', async () => {
    const home = homes.empty();
    const folder = await withFolder(home);
    expect(await home.run('demo', { env: { TMPDIR: home.path() } })).toMatchObject({ exitCode: 0 });
    expect(existsSync(folder)).toBe(false);
  });
});

describe.skipIf(!HAS_KHAL).each(['UTC', 'America/New_York', 'Pacific/Chatham'])(
  'khal with TZ=%s (needs khal)',
  (zone) => {
    test('shows the days of the folder, and leaves it as it is', async () => {
      const home = homes.season();
      await home.run('export --vdir calendar');
      const before = stampsOf(home.path('calendar'));
      const config = [
        ...['[calendars]', '[[classes]]', `path = ${home.path('calendar')}`, 'type = calendar', 'readonly = False'],
        ...['[locale]', `local_timezone = ${zone}`, `default_timezone = ${zone}`, 'timeformat = %H:%M'],
        ...['dateformat = %Y-%m-%d', 'longdateformat = %Y-%m-%d', 'datetimeformat = %Y-%m-%dT%H:%M'],
        ...['longdatetimeformat = %Y-%m-%dT%H:%M', '[default]', 'default_calendar = classes'],
        ...['[sqlite]', `path = ${home.path('khal.db')}`],
      ];
      mkdirSync(home.path(), { recursive: true });
      writeFileSync(home.path('khal.conf'), `${config.join('\n')}\n`);
      const list = `khal -c khal.conf list --once --day-format '' --format '{start-long} {title}' 2026-11-01 90d`;
      const { stdout } = await home.sh(list, { env: { TZ: zone } });
      const expected = (await home.bookings()).map(
        ({ startsAt, class: { name } }) => `${wallOf(startsAt, zone)} ${name}`,
      );
      expect(stdout.split('\n').filter((row) => row !== '')).toEqual(expected);
      expect(stampsOf(home.path('calendar'))).toEqual(before);
    });
  },
);

/** `2026-11-24T18:00` in a zone. */
function wallOf(instant: string, zone: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16).replace(' ', 'T');
}
