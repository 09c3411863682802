import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Home, SEASON, useHomes } from '../../support/home.ts';
import { alarmsOf, stampsOf, titlesOf } from '../../support/vdir-folder.ts';

const homes = useHomes();

describe('numina export --vdir', () => {
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

  test('fails with a message where the path is not a folder', async () => {
    const home = homes.season();
    writeFileSync(home.path('file'), '');
    const { stderr, exitCode } = await home.run('export --vdir file');
    expect({ stderr, exitCode }).toEqual({ stderr: expect.stringMatching(/file is not a folder\./), exitCode: 1 });
  });
});

describe('the setting vdir.path', () => {
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

  test('never fails a command: what cannot be written is reported', async () => {
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
