import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { type Home, SEASON, useHomes } from '../support/home.ts';
import { patient } from '../support/patience.ts';
import { stampsOf, titlesOf } from '../support/vdir-folder.ts';
import { PROGRAM } from './program.ts';

const homes = useHomes();

const HAS_KHAL = spawnSync('khal', ['--version']).status === 0;

/** Runs the daemon of a home until something is so. */
async function withDaemon({ env }: Home, isDone: () => boolean | Promise<boolean>): Promise<void> {
  const daemon = execa(process.execPath, [PROGRAM, 'daemon', 'run'], { env, extendEnv: false, reject: false });
  for (let turn = 0; turn < patient(100) && !(await isDone()); turn += 1) await pause(50);
  expect(await isDone()).toBe(true);
  daemon.kill('SIGTERM');
  expect(await daemon).toMatchObject({ exitCode: 0 });
}

describe.concurrent('the setting vdir.path', () => {
  async function withFolder(home: Home): Promise<string> {
    expect(await home.run('config set vdir.path ~/calendars/classes')).toEqual({
      stdout: 'vdir.path = ~/calendars/classes\n',
      stderr: 'It follows every change from now on; numina export --vdir ~/calendars/classes fills it at once.\n',
      exitCode: 0,
    });
    return home.path('calendars', 'classes');
  }

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
    const file = home.daemonFiles().log;
    const logged = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
    await withDaemon(home, () => logged().includes(`"${doing}"`));
    expect(await home.json('daemon status')).toMatchObject({ lastError: expect.any(String) });
    const log = logged();
    expect(log.match(new RegExp(doing, 'g'))).toHaveLength(1);
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
