import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Home, SEASON, useHomes } from './program.ts';

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
    expect(await home.run('config set vdir.path ~/calendars/classes')).toMatchObject({ exitCode: 0 });
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

describe.skipIf(!HAS_KHAL).each(['UTC', 'America/New_York', 'Pacific/Chatham'])('khal with TZ=%s', (zone) => {
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
});

/** `2026-11-24T18:00` in a zone. */
function wallOf(instant: string, zone: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16).replace(' ', 'T');
}
