import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ErrorKind, EXIT_CODES } from '../../src/errors.ts';
import { isSqlite } from '../support/engine.ts';
import { type Home, type Outcome, type RunOptions, useHomes } from '../support/home.ts';
import { wholeDatabase } from '../support/whole-database.ts';

const homes = useHomes();

/** One or two lines on standard error, nothing on standard output, no trace of the program's inside. */
function expectRefusal({ stdout, stderr, exitCode }: Outcome, kind: ErrorKind, says: RegExp): void {
  expect({ stdout, exitCode, stderr }).toEqual({ stdout: '', exitCode: EXIT_CODES[kind], stderr });
  const lines = stderr.trimEnd().split('\n');
  expect(stderr).toMatch(/^numina: [^\s]/);
  expect(stderr).toMatch(says);
  expect(lines.length).toBeLessThanOrEqual(2);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(300);
  expect(stderr).not.toMatch(/\n\s+at |node:|SQLITE_|Something went wrong|undefined|\[object/);
  expect(stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
}

/** Runs it in a home with a season of bookings; nothing in their database may change. */
async function refused(words: readonly string[] | string, kind: ErrorKind, says: RegExp, options?: RunOptions) {
  const home = homes.season();
  const before = await wholeDatabase(home);
  expectRefusal(await home.run(words, options), kind, says);
  expect((await wholeDatabase(home)) === before).toBe(true);
}

const book = (...words: readonly string[]) => ['book', ...words];
const daily = ['--repeat', 'daily', '--count', '500'];
const soon = ['--at', '2026-12-02T18:00'];

describe('commands and options', () => {
  test.each<[string, RegExp]>([
    ['boook', /Unknown command 'boook'.*\n.*Did you mean book\?/],
    ['lst', /Did you mean list\?/],
    ['calender', /Did you mean calendar\?/],
    ['noshow', /Did you mean no-show\?/],
    ['config sett', /Did you mean (set|get)/],
    ['config frobnicate', /Unknown command 'frobnicate'.*\n.*numina config --help/],
    ['frobnicate', /Unknown command 'frobnicate'.*\n.*numina --help/],
    ['book Yoga tomorrow 18:00 --durtion 60', /Unknown option '--durtion'.*\n.*Did you mean --duration\?/],
    ['list --frobnicate', /Unknown option '--frobnicate'.*\n.*numina list --help/],
    ['--jsn list', /Did you mean --json\?/],
    ['list --limit', /--limit <n>' argument missing/],
    ['list --color sometimes', /sometimes.*auto, always, never/],
    ['list surplus', /[Tt]oo many arguments/],
    ['config get clock surplus', /[Tt]oo many arguments/],
  ])('%s', (words, says) => refused(words, 'usage', says));

  test.each<[string, RegExp]>([
    ['book', /class is missing.*\n.*numina book/],
    ['book Yoga', /When is Yoga\?\n.*--at/],
    ['show', /Which booking\?\n.*numina show/],
    ['edit --notes towel', /Which booking\?\n.*numina edit/],
    ['edit next', /Nothing to change/],
    ['cancel', /Which booking\?\n.*numina cancel/],
    ['no-show', /Which booking\?\n.*numina no-show/],
    ['delete', /Which booking\?\n.*numina delete/],
    ['delete next', /from the record.*\n.*--yes/],
    ['export --google', /--google needs a booking/],
    ['config get', /Which setting\?\n.*clock/],
    ['config set', /Which setting\?/],
    ['config set clock', /What should clock be\?/],
    ['config edit', /no terminal/],
  ])('missing: %s', (words, says) => refused(words, 'usage', says));
});

describe('times', () => {
  test.each<[string[], RegExp]>([
    [['2026-02-30T18:00'], /no 2026-02-30/],
    [['2026-13-01T18:00'], /no 2026-13-01/],
    [['30 feb 18:00'], /30 feb|February/i],
    [['tomorrow', '25:00'], /no 25:00/],
    [['tomorrow', '18:60'], /18:60/],
    [['tomorow', '6pm'], /tomorow.*\n.*“tomorrow”/],
    [['32.11', '18:00'], /32\.11/],
    [['thu', '6'], /“6” could be/],
    [['sat', '10'], /“10” could be/],
    [['soon'], /soon/],
    [['next', 'week'], /not one day/],
    [['tomorrow'], /no time.*\n.*18:00/],
    [['18:00-18:00'], /span of time.*\n.*--duration/],
    [['2027-03-14T02:30'], /02:30 does not exist in America\/New_York.*\n.*2027-03-14T03:00/],
    [['0000-00-00'], /no 0000-00-00/],
    [['   '], /When is Yoga/],
    [['x'.repeat(10_000)], /10000|10,000/],
  ])('book Yoga %j', (when, says) => refused(book('Yoga', ...when), 'usage', says));

  test.each<[string[], RegExp]>([
    [['tomorrow', '18:00', ...soon], /twice/],
    [[...soon, '--zone', 'Mars/Olympus'], /no time zone “Mars\/Olympus”.*\n.*IANA/],
    [[...soon, '--duration', '0'], /--duration cannot be 0/],
    [[...soon, '--duration', '-5'], /--duration cannot be -5/],
    [[...soon, '--duration', '1e9'], /--duration cannot be 1e9/],
    [[...soon, '--duration', '1000000000'], /--duration cannot be 1000000000/],
    [[...soon, '--duration', '45.5'], /--duration cannot be 45\.5/],
    [[...soon, '--duration', ''], /--duration cannot be empty/],
    [[...soon, '--price', 'much'], /--price/],
    [[...soon, '--price', '-3'], /--price/],
    [[...soon, '--currency', 'euros'], /euros/],
    [[...soon, '--late-fee', 'NaN'], /--late-fee/],
    [[...soon, '--cancel-by', '-2h'], /-2h/],
    [[...soon, '--cancel-by', '2026-12-02T19:00'], /after the class begins/],
    [[...soon, '--url', 'javascript:alert(1)'], /web address/],
    [[...soon, '--repeat', 'sometimes', '--count', '3'], /sometimes/],
    [[...soon, '--repeat', 'weekly', '--count', '0'], /--count cannot be 0/],
    [[...soon, '--repeat', 'weekly', '--count', '100000'], /--count cannot be 100000/],
    [[...soon, '--repeat', 'weekly', '--until', '2026-11-01'], /2026-11-01|until/i],
    [[...soon, '--count', '3'], /--repeat/],
    [[...soon, '--waitlisted', '--attended'], /not both/],
    [['--at', '2027-03-07T02:30', '--repeat', 'weekly', '--count', '3'], /2027-03-14 02:30 does not exist/],
  ])('book Yoga %j', (words, says) => refused(book('Yoga', ...words), 'usage', says));
});

describe('titles', () => {
  test.each<[string, string, RegExp]>([
    ['empty', '', /class is missing/],
    ['blank', ' \t\n ', /class is missing|class name is empty/],
    ['of control characters alone', '\x07\x1b\x00'.replace('\x00', ''), /class name is empty/],
    ['of 1,001 characters', 'x'.repeat(1001), /1,001 characters.*\n.*1,000/],
    ['of 10,000 characters', 'x'.repeat(10_000), /10,000 characters.*\n.*1,000/],
  ])('%s', (_, title, says) => refused(book(title, ...soon), 'usage', says));

  test('1,000 characters fit, each of which may be an emoji', async () => {
    const title = '🧘'.repeat(1000);
    const booked = await homes.empty().json<{ class: { name: string } }>(book(title, ...soon));
    expect(booked.class.name).toBe(title);
  });

  test.each([
    ['emoji', '🧘‍♀️ Yoga 🏳️‍🌈', '🧘‍♀️ Yoga 🏳️‍🌈'],
    ['line breaks', 'Two\nlines\r\nand\ta tab', 'Two lines and a tab'],
    ['white space', '  wide \u00a0\u2003 open  ', 'wide open'],
    ['right-to-left text', 'שיעור יוגה', 'שיעור יוגה'],
    ['a bell and a backspace', 'Spin\x07\x08 45', 'Spin 45'],
    ['8-bit controls', 'Spin\x9b 45', 'Spin 45'],
  ])('%s are taken and cleaned', async (_, title, name) => {
    const booked = await homes.empty().json<{ class: { name: string } }>(book(title, ...soon));
    expect(booked.class.name).toBe(name);
  });
});

describe('hostile text never reaches a screen', () => {
  const HOSTILE = '\x1b[31mred\x1b[0m\x1b]0;owned\x07 \x9b2Jclear\u202e\r\nforged line';
  // What a terminal would act on, and overrides of direction.
  const ACTED_ON = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067]/;

  async function hostileHome(): Promise<Home> {
    const home = homes.empty();
    const fields = ['--location', '--instructor', '--type', '--source', '--external-id', '--notes'];
    const words = fields.flatMap((option) => [option, HOSTILE]);
    await home.json(book(HOSTILE, '--at', '2026-11-24T18:00', ...words));
    await home.json(['cancel', 'next', '--reason', HOSTILE]);
    await home.json(book(HOSTILE, '--at', '2026-11-24T18:30', ...words, '--force'));
    return home;
  }

  test('in any view', async () => {
    const home = await hostileHome();
    const views = ['list', 'upcoming', 'calendar', 'calendar week', 'calendar day', 'show next', 'next', 'classes'];
    for (const command of [...views, 'list --plain', 'export --google next']) {
      const { stdout, stderr, exitCode } = await home.run(command);
      expect(exitCode, command).toBe(0);
      expect(stdout, command).toContain('red');
      expect((stdout + stderr).replaceAll('\t', ' '), command).not.toMatch(ACTED_ON);
      expect(stdout, command).not.toMatch(/^forged line/m);
    }
  });

  test('in any document', async () => {
    const home = await hostileHome();
    for (const command of ['list --json', 'export', 'export --format csv', 'export --format json']) {
      const { stdout, exitCode } = await home.run(command);
      expect(exitCode, command).toBe(0);
      expect(stdout, command).toContain('red');
      expect(stdout.replaceAll('\r\n', '\n'), command).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
    }
  });

  test('in what a change says, its warnings and its errors', async () => {
    const home = await hostileHome();
    for (const [words, code] of [
      [['book', 'Pilates', '--at', '2026-11-24T18:15', '--location', HOSTILE], 0],
      [['edit', 'next', '--notes', HOSTILE], 0],
      [['again', 'next'], 0],
      [['export', 'red'], 4],
      [['attend', 'next'], 4],
      [['show', HOSTILE], 3],
      [[HOSTILE], 2],
      [['list', HOSTILE], 2],
      [['list', `--${HOSTILE}`], 2],
      [['list', '--status', HOSTILE], 2],
      [['list', '--from', HOSTILE], 2],
      [['book', 'Yoga', HOSTILE], 2],
      [['book', 'Yoga', '--at', '2026-12-02T18:00', '--zone', HOSTILE], 2],
      [['next', '--format', `{${HOSTILE}}`], 0],
      [['config', 'get', HOSTILE], 2],
      [['config', 'set', 'zone', HOSTILE], 2],
      [['list', '--db', `${HOSTILE}/x`], 5],
      [['export', '-o', `${HOSTILE}/x`], 1],
    ] as const) {
      const { stdout, stderr, exitCode } = await home.run(words);
      expect(exitCode, JSON.stringify(words)).toBe(code);
      expect(stdout + stderr, JSON.stringify(words)).not.toMatch(ACTED_ON);
      expect(stdout + stderr, JSON.stringify(words)).not.toMatch(/^forged line/m);
    }
  });
});

describe('bookings', () => {
  test.each<[string, ErrorKind, RegExp]>([
    ['show 00000000', 'not_found', /No booking matches “00000000”/],
    ['cancel 00000000-0000-4000-8000-000000000000', 'not_found', /No booking matches/],
    ['delete nothing-like-it --yes', 'not_found', /No booking matches/],
    ['edit nothing-like-it --notes x', 'not_found', /No booking matches/],
    ['again nothing-like-it', 'not_found', /No booking matches/],
    ['export nothing-like-it', 'not_found', /No booking matches/],
    ['attend thu-vinyasa', 'not_found', /No booking matches/],
    ['attend next', 'refused', /has not begun.*2026-11-24 18:00/],
    ['no-show next', 'refused', /has not begun/],
    ['book spin today 18:00', 'refused', /already|twice|duplicate/i],
    ['edit last --status waitlisted', 'refused', /./],
  ])('%s', (words, kind, says) => refused(words, kind, says));

  test('a class of next week cannot be attended', async () => {
    const home = homes.season();
    const [barre] = (await home.bookings()).slice(-1);
    expectRefusal(await home.run(['attend', barre?.id ?? '']), 'refused', /Barre has not begun/);
    expect((await home.bookings()).at(-1)).toEqual(barre);
  });

  test('words that name several bookings list them and change none', async () => {
    const home = homes.season();
    const before = await home.bookings();
    await home.run('book Boxing tomorrow 19:00');
    const all = await home.bookings();
    const { stdout, stderr, exitCode } = await home.run('delete boxing --yes');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 4 });
    expect(stderr).toMatch(/^numina: “boxing” names 2 bookings:\n {2}[\da-f]{8} {2}2026-11-23 21:30 {2}Boxing/);
    expect(stderr).toMatch(/by its id\.\n$/);
    expect(await home.bookings()).toEqual(all);
    expect(all).toHaveLength(before.length + 1);
  });

  test('the beginning of several ids lists them; fewer than four characters are not an id', async () => {
    const home = homes.empty();
    // Among so many random ids some two begin alike, but for one database in ten million.
    for (const place of ['north', 'south', 'east']) {
      await home.run(['book', 'Yoga', '--at', '2027-01-01T18:00', '--location', place, ...daily]);
    }
    const ids = (await home.bookings()).map(({ id }) => id).toSorted();
    const twin = ids.find((id, index) => ids[index + 1]?.startsWith(id.slice(0, 4))) ?? '';
    const { stderr, exitCode } = await home.run(['cancel', twin.slice(0, 4)]);
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(new RegExp(`names [23] bookings:\n {2}${twin.slice(0, 4)}`));
    expect((await home.bookings()).every(({ status }) => status === 'booked')).toBe(true);
    expectRefusal(await home.run(['cancel', twin.slice(0, 3)]), 'not_found', /No booking matches/);
  });

  test('cancelling twice says so and succeeds', async () => {
    const home = homes.season();
    const [spin] = await home.json<{ id: string }[]>('cancel next');
    const before = await home.bookings();
    const again = await home.run(['cancel', spin?.id ?? '', '--json']);
    expect(again).toMatchObject({ stdout: '[]\n', exitCode: 0 });
    expect(again.stderr).toMatch(/cancelled already; nothing changed/);
    expect(await home.bookings()).toEqual(before);
  });
});

describe('filters and dates', () => {
  test.each<[string, RegExp]>([
    ['list --from 2026-12-01 --to 2026-11-01', /--from 2026-12-01 is after --to 2026-11-01/],
    ['list --from never', /never/],
    ['list --to 2026-02-30', /no 2026-02-30/],
    ['list --time noonish', /noonish.*\n.*morning/],
    ['list --time 25:00-26:00', /25:00/],
    ['list --status done', /--status.*done.*\n.*attended/],
    ['list --sort colour', /--sort.*colour.*\n.*start/],
    ['list --limit 0', /--limit cannot be 0/],
    ['list --limit -1', /--limit cannot be -1/],
    ['list --limit many', /--limit cannot be many/],
    ['list --exclude yoga', /FIELD=VALUE/],
    ['list --exclude colour=red', /colour.*\n.*type/],
    ['upcoming --days 0', /--days cannot be 0/],
    ['upcoming --days -1', /--days cannot be -1/],
    ['calendar fortnight', /fortnight/],
    ['calendar month 2026-13', /2026-13/],
    ['calendar day 2026-02-30', /no 2026-02-30/],
    ['calendar -999999999', /year|reach/],
    ['calendar week -x', /-x/],
    ['export --format xml', /--format.*xml.*\n.*ics/],
    ['next --format {colour}', /\{colour\}.*\n.*\{class\}/],
  ])('%s', (words, says) => refused(words, 'usage', says));
});

describe('the program itself', () => {
  test.each(['nonsense', '2026-11-24', '2026-11-24T09:12', '2026-02-30T09:12:00Z', '1795000000'])(
    'NUMINA_NOW=%s',
    (now) => refused('list', 'usage', /NUMINA_NOW.*\n.*2026-11-24T09:12:00-05:00/, { env: { NUMINA_NOW: now } }),
  );

  test('NUMINA_ZONE that is not a zone', () =>
    refused('list', 'usage', /NUMINA_ZONE.*Mars.*\n.*IANA/, { env: { NUMINA_ZONE: 'Mars' } }));

  test.skipIf(!isSqlite)('(needs SQLite: its usual place) no home folder', () =>
    refused('list', 'storage', /no home folder.*\n.*--db/, { env: { HOME: '', XDG_DATA_HOME: undefined } }),
  );

  test.each<[string, string, RegExp]>([
    ['a folder', '.', /is a folder.*\n.*--db/],
    ['in a folder that is missing', 'missing/numina.db', /folder of .* is not there/],
    ['where nothing can be written', '/proc/numina.db', /\/proc\/numina\.db/],
    ['below a file', '/dev/null/numina.db', /\/dev\/null/],
    ['without a name', '', /--db names no file/],
  ])('a database that is %s', (_, file, says) => {
    return refused(['list', '--db', file], file === '' ? 'usage' : 'storage', says);
  });

  test('a file that is not a database, and stays as it was', async () => {
    const home = homes.empty();
    const text = 'To be, or not to be: that is the question. '.repeat(50);
    writeFileSync(home.path('hamlet.txt'), text);
    expectRefusal(await home.run('list --db hamlet.txt'), 'storage', /hamlet\.txt is not a database/);
    expect((await home.sh('cat hamlet.txt; ls -A')).stdout).toBe(`${text}hamlet.txt\n`);
  });

  test.skipIf(!isSqlite).each(['/proc/numina', '/dev/null'])(
    '(needs SQLite: its usual place) a data folder that cannot be made: %s',
    (folder) => refused('list', 'storage', /numina\.db/, { env: { XDG_DATA_HOME: folder } }),
  );

  test.each<[string, RegExp]>([
    ['set colour red', /no setting “colour”.*\n.*week_start/],
    ['get colour', /no setting “colour”/],
    ['unset colour', /no setting “colour”/],
    ['set zone Berlin', /zone cannot be “Berlin”.*\n.*Europe\/Berlin/],
    ['set week_start tuesday', /week_start cannot be “tuesday”.*\n.*sunday/],
    ['set clock 13', /clock cannot be “13”.*\n.*24 or 12/],
  ])('config %s', async (words, says) => {
    const home = homes.empty();
    expectRefusal(await home.run(`config ${words}`), 'usage', says);
    expect((await home.sh('ls -A')).stdout).toBe('');
  });

  const WRONG: [string, string, RegExp][] = [
    ['no TOML', 'zone = [', /config\.toml.*TOML.*\n.*numina config edit/],
    ['an unknown key', 'colour = "red"', /config\.toml.*“colour”.*\n.*numina config edit/],
    ['a wrong value', 'clock = 13', /config\.toml.*clock cannot be “13”.*\n.*numina config edit/],
  ];
  test.skipIf(!isSqlite).each(WRONG)(
    '(needs SQLite: settings in config.toml) settings with %s',
    async (_, text, says) => {
      const home = homes.season();
      mkdirSync(home.path('.config', 'numina'), { recursive: true });
      const file = home.path('.config', 'numina', 'config.toml');
      writeFileSync(file, text);
      for (const command of ['list', 'calendar', 'config list', 'config set week_start sunday']) {
        expectRefusal(await home.run(command), 'usage', says);
      }
      expect((await home.sh(`cat ${file}`)).stdout).toBe(text);
      expect(await home.run('config path')).toEqual({ stdout: `${file}\n`, stderr: '', exitCode: 0 });
      expect((await home.run('--help')).exitCode).toBe(0);
    },
  );

  test('--debug shows where it happened, and only then', async () => {
    const home = homes.season();
    expect((await home.run('attend next --debug')).stderr).toMatch(/\n\s+at /);
    expect((await home.run('attend next', { env: { NUMINA_DEBUG: '1' } })).stderr).toMatch(/\n\s+at /);
  });
});
