import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BookingJson } from '../../src/contract/booking-json.ts';
import { isSqlite } from '../support/engine.ts';
import { type Home, NOW, namesOf, SEASON, useHomes } from '../support/home.ts';

const homes = useHomes();
const ESCAPE = '\x1b';

describe('streams', () => {
  test('data goes to standard output, notes to standard error', async () => {
    const home = homes.season();
    const first = await home.run('cancel barre');
    expect(first.stdout).toContain('Cancelled Barre');
    expect(first.stderr).toBe('');
    const [barre] = (await home.bookings()).slice(-1);
    const again = await home.run(['cancel', barre?.id ?? '']);
    expect(again).toMatchObject({ stdout: '', exitCode: 0 });
    expect(again.stderr).toMatch(/Barre.*cancelled already; nothing changed/);
  });

  test('a class that overlaps another is recorded, with a warning that names the other', async () => {
    const home = homes.season();
    const { stdout, stderr, exitCode } = await home.run('book Pilates today 18:15');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Recorded Pilates');
    expect(stderr).toMatch(/Overlaps Spin 45 .*18:00–18:45/);
  });

  test('--quiet leaves the notes out, not the data and not the errors', async () => {
    const home = homes.season();
    const quiet = await home.run('book Pilates today 18:15 --quiet');
    expect(quiet).toMatchObject({ stderr: '', exitCode: 0 });
    expect(quiet.stdout).toContain('Recorded Pilates');
    expect((await home.run('attend next --quiet')).stderr).toMatch(/has not begun/);
  });

  test('--json prints one document, whatever notes there are', async () => {
    const home = homes.season();
    const { stdout, stderr } = await home.run('book Pilates today 18:15 --json');
    expect(JSON.parse(stdout)).toMatchObject({ class: { name: 'Pilates' } });
    expect(stderr).toContain('Overlaps');
  });

  test('--plain prints tab-separated rows without decoration', async () => {
    const { stdout } = await homes.season().run('list --plain', { env: { FORCE_COLOR: '1' } });
    const rows = stdout.replace(/\n$/, '').split('\n');
    expect(rows).toHaveLength(SEASON.length);
    const fields = rows.map((row) => row.split('\t'));
    for (const row of fields) expect(row).toHaveLength(13);
    expect(fields.map((row) => row[5])).toEqual(SEASON);
    expect(fields[0]?.slice(1)).toEqual([
      '2026-11-17T18:00',
      'America/New_York',
      '45',
      'no_show',
      'Spin 45',
      'spin',
      'Velo',
      'Max',
      'classpass',
      'CP-1',
      '14',
      'EUR',
    ]);
  });

  test('a table in a pipe is not cut, so that it can be searched', async () => {
    const { stdout } = await homes.season().run('list');
    expect(stdout).toMatch(/Vinyasa Flow +Studio North +yoga +Ana +60 +mindbody +attended/);
    expect(stdout).not.toContain('…');
  });
});

describe('global options', () => {
  test.each(['--json list', 'list --json'])('%s', async (words) => {
    const { stdout } = await homes.season().run(words);
    expect(namesOf(JSON.parse(stdout))).toEqual(SEASON);
  });

  test('--db names the database, before or after the command, and wins over NUMINA_DB', async () => {
    const home = homes.empty();
    await home.run('--db one.db book One --at 2026-11-25T10:00');
    await home.run('book Two --at 2026-11-25T10:00 --db two.db');
    await home.run('book Three --at 2026-11-25T10:00', { env: { NUMINA_DB: home.path('three.db') } });
    const listed = async (words: string, env = {}) => namesOf(await home.json<BookingJson[]>(words, { env }));
    expect(await listed('list --db one.db')).toEqual(['One']);
    expect(await listed('list --db two.db', { NUMINA_DB: 'one.db' })).toEqual(['Two']);
    expect(await listed('list', { NUMINA_DB: 'three.db' })).toEqual(['Three']);
    expect(await listed('list', { NUMINA_DB: '' })).toEqual([]);
  });

  test.skipIf(!isSqlite)('(needs SQLite: its usual place) the database and the settings follow XDG', async () => {
    const home = homes.empty();
    const env = { XDG_DATA_HOME: home.path('data'), XDG_CONFIG_HOME: home.path('settings') };
    await home.run('list', { env });
    await home.run('config set clock 12', { env });
    expect(existsSync(home.path('data', 'numina', 'numina.db'))).toBe(true);
    expect(existsSync(home.path('settings', 'numina', 'config.toml'))).toBe(true);
    expect(await home.json('config get clock', { env })).toMatchObject({ value: '12' });
    expect(await home.json('config get clock')).toMatchObject({ value: '24' });
  });
});

describe('environment', () => {
  test('NUMINA_NOW stands in for the current time', async () => {
    const home = homes.season();
    const at = (now: string) => home.json<BookingJson | null>('next', { env: { NUMINA_NOW: now } });
    expect(await at(NOW)).toMatchObject({ localDate: '2026-11-24' });
    expect(await at('2026-11-24T23:30:00Z')).toMatchObject({ localDate: '2026-11-26' });
    expect(await at('2027-01-01T00:00:00Z')).toBeNull();
  });

  test('NUMINA_ZONE is home: today is its date, and new classes are there', async () => {
    const home = homes.empty();
    const env = { NUMINA_ZONE: 'Pacific/Auckland' };
    const booked = await home.json<BookingJson>('book Yoga today 18:00', { env });
    expect(booked).toMatchObject({ zone: 'Pacific/Auckland', startsAt: '2026-11-25T18:00:00.000+13:00' });
    expect((await home.run('calendar day', { env })).stdout).toContain('Wednesday 25 November 2026');
  });

  test('an option wins over the environment, the environment over the settings, the settings over the system', async () => {
    const home = homes.empty();
    const zoneOf = async (words: string, env: Record<string, string | undefined>) =>
      (await home.json<BookingJson>(`${words} --force`, { env: { TZ: 'Asia/Tokyo', ...env } })).zone;
    const book = 'book Yoga --at 2026-12-01T18:00 --new';
    expect(await zoneOf(`${book} --location a`, { NUMINA_ZONE: undefined })).toBe('Asia/Tokyo');
    await home.run('config set zone Europe/Paris');
    expect(await zoneOf(`${book} --location b`, { NUMINA_ZONE: undefined })).toBe('Europe/Paris');
    expect(await zoneOf(`${book} --location c`, { NUMINA_ZONE: 'Europe/Rome' })).toBe('Europe/Rome');
    const said = `${book} --location d --zone Asia/Kolkata`;
    expect(await zoneOf(said, { NUMINA_ZONE: 'Europe/Rome' })).toBe('Asia/Kolkata');
  });

  test.skipIf(!isSqlite)('(needs SQLite: settings in config.toml) NUMINA_CONFIG names the settings', async () => {
    const home = homes.season();
    writeFileSync(home.path('my.toml'), 'week_start = "sunday"\nclock = "12"\n');
    const env = { NUMINA_CONFIG: home.path('my.toml') };
    expect(await home.json('calendar week', { env })).toMatchObject({ from: '2026-11-22', weekStart: 'sunday' });
    expect((await home.run('next', { env })).stdout).toContain('6:00 pm');
    expect((await home.run('config path', { env })).stdout).toBe(`${home.path('my.toml')}\n`);
  });

  test.each([
    ['no HOME', { HOME: undefined, NUMINA_CONFIG: '/dev/null' }],
    ['no locale', { LANG: undefined }],
    ['no TERM', { TERM: undefined }],
  ])('%s does not stop it', async (_, env) => {
    const home = homes.season();
    const words = ['list', '--json', '--db', home.database];
    const { stdout, stderr, exitCode } = await home.run(words, { env });
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(namesOf(JSON.parse(stdout))).toEqual(SEASON);
  });

  test('symbols fall back to ASCII where the locale is not UTF-8', async () => {
    const home = homes.season();
    for (const command of ['list', 'upcoming', 'calendar', 'calendar week', 'calendar day', 'show next', 'classes']) {
      const { stdout } = await home.run(command, { env: { LANG: 'C' } });
      expect(stdout, command).toMatch(/^[\x20-\x7e\n]+$/);
    }
  });

  test.each([40, 160])('no line is wider than COLUMNS=%i', async (columns) => {
    const home = homes.season();
    for (const command of ['list', 'upcoming', 'calendar', 'calendar week', 'calendar day', 'show next', 'classes']) {
      const { stdout } = await home.run(command, { env: { COLUMNS: String(columns) } });
      const widest = Math.max(...stdout.split('\n').map((line) => [...line].length));
      expect(widest, command).toBeLessThanOrEqual(columns);
    }
  });
});

describe('colour', () => {
  const isColoured = async (home: Home, words: string, env: Record<string, string>): Promise<boolean> => {
    const { stdout, exitCode } = await home.run(words, { env });
    expect(exitCode).toBe(0);
    return stdout.includes(ESCAPE);
  };

  test.each<[string, Record<string, string>, boolean]>([
    ['list', {}, false],
    ['list --color auto', {}, false],
    ['list --color always', {}, true],
    ['--color always list', {}, true],
    ['list --color=always', { NO_COLOR: '1', TERM: 'dumb' }, true],
    ['list', { FORCE_COLOR: '1' }, true],
    ['list', { CLICOLOR_FORCE: '1' }, true],
    ['list', { FORCE_COLOR: '0' }, false],
    ['list', { CLICOLOR_FORCE: '0' }, false],
    ['list', { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['list', { FORCE_COLOR: '1', NO_COLOR: '' }, true],
    ['list --color never', { FORCE_COLOR: '1' }, false],
    ['list --no-color', { FORCE_COLOR: '1' }, false],
    ['--no-color list', { CLICOLOR_FORCE: '1' }, false],
    ['list --json', { FORCE_COLOR: '1' }, false],
    ['list --plain', { FORCE_COLOR: '1' }, false],
    ['calendar', { FORCE_COLOR: '1' }, true],
    ['export', { FORCE_COLOR: '1' }, false],
  ])('%s with %o', async (words, env, expected) => {
    expect(await isColoured(homes.season(), words, env)).toBe(expected);
  });

  test('colour only adds: without it the same text is left', async () => {
    const home = homes.season();
    for (const command of ['list', 'upcoming', 'show next', 'classes']) {
      const { stdout: plain } = await home.run(command);
      const { stdout: coloured } = await home.run(`${command} --color always`);
      expect(coloured.replace(/\x1b\[[\d;]*m/g, ''), command).toBe(plain);
    }
  });
});
