import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import type { BookingJson } from '../../../src/contract/booking-json.ts';
import { type Home, namesOf, useHomes } from '../../support/home.ts';

const homes = useHomes();

const NOTHING = { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged: 0, skipped: [] };

function calendar(...events: readonly string[]): string {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', ...event.trim().split(/\n\s*/), 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Studio//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

const SPIN = `UID:spin@studio.example
  DTSTART:20261120T230000Z
  DTEND:20261120T234500Z
  SUMMARY:Spin 45
  LOCATION:Velo`;
const YOGA = `UID:yoga@studio.example
  DTSTART;TZID=Europe/Berlin:20261201T070000
  DURATION:PT1H
  RRULE:FREQ=WEEKLY;COUNT=3
  SUMMARY:Morgenyoga`;
const HOLIDAY = `UID:holiday@studio.example
  DTSTART;VALUE=DATE:20261224
  SUMMARY:Studio closed`;
const BROKEN = `UID:broken@studio.example
  DTSTART:20261399T230000Z
  SUMMARY:Broken`;

function write(home: Home, name: string, text: string): string {
  mkdirSync(home.path(), { recursive: true });
  writeFileSync(home.path(name), text);
  return name;
}

describe('numina import', () => {
  test('reads a calendar, shows it, and knows it again', async () => {
    const home = homes.empty();
    const file = write(home, 'studio.ics', calendar(SPIN, YOGA, HOLIDAY, BROKEN));
    const first = await home.json(['import', file]);
    expect(first).toEqual({
      ...NOTHING,
      created: 4,
      skipped: [
        {
          uid: 'holiday@studio.example',
          line: 18,
          reason: 'It is all day, without a time; --all-day HH:MM takes it.',
        },
        {
          uid: 'broken@studio.example',
          line: 23,
          reason: 'The start is not a date or time that exists: “20261399T230000Z”.',
        },
      ],
    });
    expect(Object.keys(first as object)).toEqual(Object.keys(NOTHING));
    const bookings = await home.bookings();
    expect(bookings.map(({ startsAt, source }) => [startsAt, source])).toEqual([
      ['2026-11-20T18:00:00.000-05:00', 'ics'],
      ['2026-12-01T07:00:00.000+01:00', 'ics'],
      ['2026-12-08T07:00:00.000+01:00', 'ics'],
      ['2026-12-15T07:00:00.000+01:00', 'ics'],
    ]);
    expect((await home.run('calendar month 2026-12')).stdout).toContain('Morgenyoga');

    await home.run('attend spin');
    expect(await home.json(['import', file])).toMatchObject({ created: 0, updated: 0, unchanged: 4 });
    expect((await home.bookings())[0]).toMatchObject({ status: 'attended' });

    const exported = new ICAL.Component(ICAL.parse((await home.run('export')).stdout));
    expect(exported.getAllSubcomponents('vevent')).toHaveLength(4);
  });

  test('follows what the source changes', async () => {
    const home = homes.empty();
    const text = calendar(SPIN);
    await home.run(['import', write(home, 'a.ics', text)]);
    const moved = text.replaceAll('20261120T23', '20261125T22').replace('SUMMARY', 'SEQUENCE:1\r\nSUMMARY');
    expect(await home.json(['import', write(home, 'b.ics', moved)])).toEqual({ ...NOTHING, updated: 1 });
    expect(await home.json('import a.ics')).toEqual({ ...NOTHING, unchanged: 1 });
    const off = moved.replace('SEQUENCE:1', 'SEQUENCE:2\r\nSTATUS:CANCELLED');
    expect(await home.json(['import', write(home, 'c.ics', off)])).toEqual({ ...NOTHING, cancelled: 1 });
    expect(await home.bookings()).toMatchObject([{ status: 'cancelled', startsAt: '2026-11-25T17:00:00.000-05:00' }]);
  });

  test('adopts what was typed in, and leaves away what was deleted', async () => {
    const home = homes.empty();
    await home.run(['book', 'Spin', '--at', '2026-11-20T18:00', '--location', 'Velo']);
    const file = write(home, 'a.ics', calendar(SPIN));
    expect(await home.json(['import', file])).toEqual({ ...NOTHING, adopted: 1 });
    expect(namesOf(await home.bookings())).toEqual(['Spin']);
    await home.run('delete spin --yes');
    expect(await home.json(['import', file])).toEqual({
      ...NOTHING,
      skipped: [{ uid: 'spin@studio.example', line: 4, reason: 'Deleted here, or undone; --revive brings it back.' }],
    });
    expect(await home.json(['import', file, '--revive'])).toEqual({ ...NOTHING, created: 1 });
  });

  test('is undone as one step, stays away then, and is known again when redone', async () => {
    const home = homes.empty();
    const file = write(home, 'a.ics', calendar(SPIN, YOGA));
    await home.run(['import', file]);
    const before = await home.bookings();
    expect((await home.run('undo')).stdout).toContain('imported a.ics: 4 new');
    expect(await home.bookings()).toEqual([]);
    expect((await home.json<{ skipped: unknown[] }>(['import', file])).skipped).toHaveLength(4);
    await home.run('redo');
    expect(await home.json(['import', file])).toEqual({ ...NOTHING, unchanged: 4 });
    expect((await home.bookings()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test.each(['ics', 'csv'])('reads its own %s into an empty database, and where it came from', async (format) => {
    const home = homes.season();
    const before = await home.bookings();
    const file = home.path(`season.${format}`);
    await home.run(['export', '--format', format, '-o', file]);
    expect(await home.json(['import', file])).toEqual({ ...NOTHING, unchanged: before.length });
    expect(await home.bookings()).toEqual(before);

    const other = homes.empty();
    mkdirSync(other.path(), { recursive: true });
    expect(await other.json(['import', file])).toEqual({ ...NOTHING, created: before.length });
    const what = format === 'ics' ? ['class.id', 'createdAt', 'updatedAt'] : NAMES;
    expect(without(what, await other.bookings())).toEqual(without(what, before));
  });

  test('reads standard input, and a table written by hand', async () => {
    const home = homes.empty();
    const table = [
      'Date;Time;Class;Studio;Status;Price;Currency;Notes',
      '2026-11-20;18:00;Spin 45;Velo;attended;14,50;EUR;"row 2',
      'left"',
      '2026-11-31;18:00;Spin 45;Velo;;;;',
      '',
    ];
    mkdirSync(home.path(), { recursive: true });
    expect(await home.json('import -', { input: table.join('\r\n') })).toMatchObject({
      created: 1,
      skipped: [{ uid: null, line: 4 }],
    });
    expect(await home.bookings()).toMatchObject([
      { status: 'attended', source: 'manual', price: 14.5, currency: 'EUR', notes: 'row 2\nleft' },
    ]);
  });

  test('says in text what became of the events', async () => {
    const home = homes.empty();
    const file = write(home, 'studio.ics', calendar(SPIN, HOLIDAY));
    const dry = await home.run(['import', file, '--dry-run']);
    expect(dry).toMatchObject({ exitCode: 0 });
    expect(dry.stdout.replace(/ {2}new .* Spin 45.*\n/, 'SPIN\n')).toBe(
      '1 new · 1 skipped\nSPIN\n' +
        '  line 11: It is all day, without a time; --all-day HH:MM takes it. (holiday@studio.example)\n' +
        'A dry run: nothing was written.\n',
    );
    expect(await home.bookings()).toEqual([]);
    expect((await home.run(['import', file, '--plain'])).stdout).toContain('created\t1\nupdated\t0\n');
  });

  test('takes what the options say', async () => {
    const home = homes.empty();
    const floating = SPIN.replaceAll('Z\n', '\n').replace('UID:spin@studio.example\n', '');
    const file = write(home, 'studio.ics', calendar(floating, YOGA, HOLIDAY));
    const words =
      '--type yoga --source studio --zone Europe/Berlin --all-day 9:30 --since 2026-12-05 --horizon 2026-12-10';
    expect(await home.json(['import', file, ...words.split(' ')])).toMatchObject({ created: 3 });
    const all = await home.bookings();
    expect(all.map(({ startsAt, source, class: { type } }) => [startsAt, source, type])).toEqual([
      ['2026-11-20T23:00:00.000+01:00', 'studio', 'yoga'],
      ['2026-12-08T07:00:00.000+01:00', 'studio', 'yoga'],
      ['2026-12-24T09:30:00.000+01:00', 'studio', 'yoga'],
    ]);
  });

  test('picks and completes by title', async () => {
    const home = homes.empty();
    const file = write(home, 'all.ics', calendar(SPIN, YOGA));
    const words = ['import', file, '--skip', 'morgen*', '--map', 'spin*=type:spin', '--map', 'spin*=location:North'];
    expect(await home.json(words)).toMatchObject({
      created: 1,
      skipped: [{ uid: 'yoga@studio.example', reason: 'The title matches --skip morgen*.' }],
    });
    expect(await home.bookings()).toMatchObject([{ class: { name: 'Spin 45', type: 'spin', location: 'North' } }]);
    expect(await home.json([...words])).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await home.run(['import', file, '--map', 'spin'])).toMatchObject({ exitCode: 2 });
  });

  test('warns of no overlaps', async () => {
    const home = homes.empty();
    const events = Array.from({ length: 50 }, (_, n) => SPIN.replace('spin@', `${n}@`).replace('Spin', `Spin ${n}`));
    const { stdout, stderr } = await home.run(['import', write(home, 'all.ics', calendar(...events))]);
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^50 new\n/), stderr: '' });
    expect(stdout.match(/^ {2}new .* Spin \d/gm)).toHaveLength(10);
    expect(stdout).toMatch(/\n {2}and 40 more\n$/);
  });

  test.each<[what: string, words: string, exitCode: number, code: string, says: RegExp]>([
    ['no file', 'import', 2, 'argument_missing', /Which file/],
    ['a file that is not there', 'import nowhere.ics', 3, 'file_not_found', /There is no file nowhere\.ics/],
    ['an address of another kind', 'import ftp://studio.example/a.ics', 2, 'bad_address', /no ftp:\/\/ address/],
    ['a file as an address', 'import file:///etc/passwd', 2, 'bad_address', /begins with https/],
    ['half an address', 'import https://', 2, 'bad_address', /cannot be read/],
    ['a folder without mails', 'import .', 1, 'no_mails', /contains no mails/],
    ['a page', 'import page.html', 1, 'not_readable', /neither a calendar nor a table/],
    ['nothing', 'import empty.ics', 1, 'not_a_calendar', /not a calendar/],
    ['a table of something else', 'import prices.csv', 1, 'not_a_table', /no column/],
    ['an unknown zone', 'import page.html --zone Mars/Base', 2, 'unknown_zone', /no time zone/],
    ['no time of day', 'import page.html --all-day noonish', 2, 'when_not_understood', /noonish/],
    ['a time on no clock', 'import page.html --all-day 25:00', 2, 'when_impossible', /25:00/],
    [
      'dates the wrong way round',
      'import page.html --since 2027-01-01 --horizon 2026-01-01',
      2,
      'empty_range',
      /after/,
    ],
    ['an impossible date', 'import page.html --since 2026-02-30', 2, 'when_impossible', /2026-02-30/],
  ])('refuses %s', async (_what, words, exitCode, code, says) => {
    const home = homes.empty();
    write(home, 'page.html', '<!doctype html><title>Studio</title>');
    write(home, 'empty.ics', '');
    write(home, 'prices.csv', 'product,price\nmat,20\n');
    const outcome = await home.run([...words.split(' '), '--json']);
    expect(outcome).toMatchObject({ exitCode, stdout: '' });
    const { error } = JSON.parse(outcome.stderr) as { error: { code: string; message: string; hint: string } };
    expect(error.code).toBe(code);
    expect(`${error.message} ${error.hint}`).toMatch(says);
    expect(await home.bookings()).toEqual([]);
  });

  test('names a class of the file on the screen and in the export as it is', async () => {
    const home = homes.empty();
    const hostile = SPIN.replace('Spin 45', 'Spin \x1b[31m45\\, “später”\\nשלום');
    await home.run(['import', write(home, 'a.ics', calendar(hostile))]);
    expect(namesOf(await home.bookings())).toEqual(['Spin [31m45, “später” שלום']);
    const file = home.path('out.ics');
    await home.run(['export', '-o', file]);
    expect(readFileSync(file, 'utf8')).toContain('SUMMARY:Spin [31m45\\, “später” שלום');
  });
});

/** What a table has no columns for. */
const NAMES = ['id', 'shortId', 'class.id', 'sequence', 'createdAt', 'updatedAt'];

/** The bookings without some of their fields. */
function without(fields: readonly string[], bookings: readonly BookingJson[]): unknown {
  const isLeftOut = (key: string, path: string) => fields.includes(path === '' ? key : `${path}.${key}`);
  return bookings.map(({ class: of, ...booking }) => ({
    ...Object.fromEntries(Object.entries(booking).filter(([key]) => !isLeftOut(key, ''))),
    class: Object.fromEntries(Object.entries(of).filter(([key]) => !isLeftOut(key, 'class'))),
  }));
}

describe('a table of another program', () => {
  const OPEN = 'Class;Starts at;Status\nYoga;08/11/2026 18:00;Verified\nSpin;09/11/2026 6:00 PM;Late Cancel\n';

  test('of which every row is skipped is reported, and fails', async () => {
    const home = homes.empty();
    const file = write(home, 'rows.csv', OPEN);
    const { exitCode, stdout, stderr } = await home.run(['import', file, '--json']);
    expect(exitCode).toBe(1);
    const { skipped } = JSON.parse(stdout) as { skipped: { line: number; reason: string }[] };
    expect(skipped.map(({ line }) => line)).toEqual([2, 3]);
    expect(skipped[0]?.reason).toContain('--date-format dmy or mdy');
    expect(stderr).toContain('Nothing in rows.csv could be taken.');
  });

  test('is read as its options say, again and again, and what was deleted is not a failure', async () => {
    const home = homes.empty();
    const command = [
      'import',
      write(home, 'rows.csv', OPEN),
      '--date-format',
      'dmy',
      '--map-status',
      'verified=attended',
    ];
    expect(await home.json(command)).toEqual({ ...NOTHING, created: 2 });
    expect(
      (await home.bookings()).map(({ localDate, status, isLateCancel }) => [localDate, status, isLateCancel]),
    ).toEqual([
      ['2026-11-08', 'attended', false],
      ['2026-11-09', 'cancelled', true],
    ]);
    expect(await home.json(command)).toEqual({ ...NOTHING, unchanged: 2 });
    await home.run('delete yoga --yes');
    await home.run('delete spin --yes');
    const { exitCode, stdout } = await home.run([...command, '--json']);
    expect([exitCode, (JSON.parse(stdout) as { skipped: unknown[] }).skipped.length]).toEqual([0, 2]);
  });

  test('with a header only is nothing wrong', async () => {
    const home = homes.empty();
    expect(await home.json(['import', write(home, 'rows.csv', 'class;starts_at\n')])).toEqual(NOTHING);
  });

  test('goes out for a spreadsheet, and comes back', async () => {
    const home = homes.empty();
    await home.run(['book', 'Yoga; hot', 'tomorrow', '18:00', '--price', '14,50']);
    const { stdout } = await home.run(['export', '--format', 'csv', '--delimiter', ';', '--bom']);
    expect(stdout.slice(0, 17)).toBe('\ufeffstarts_at;class;');
    expect(stdout).toContain(';"Yoga; hot";');
    expect(await homes.empty().json(['import', '-'], { input: stdout })).toMatchObject({ created: 1, skipped: [] });
    const refused = await home.run(['export', '--bom']);
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('--bom is for a table.')]);
  });
});
