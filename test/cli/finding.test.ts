import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BookingJson } from '../../src/contract/booking-json.ts';
import { type Home, namesOf, SEASON, useHomes } from '../support/home.ts';

const homes = useHomes();

/** The names that a view shows, whatever its shape. */
async function namesIn(home: Home, words: string | readonly string[]): Promise<readonly string[]> {
  const shown = await home.json<BookingJson[] | { days: { bookings: BookingJson[] }[] }>(words);
  return namesOf('days' in shown ? shown.days.flatMap((day) => day.bookings) : shown);
}

describe('filters', () => {
  test.each([
    [
      ['--type', 'yoga'],
      ['Vinyasa Flow', 'Vinyasa Flow', 'Yin', 'Morgenyoga'],
    ],
    [
      ['--type', 'YOGA', '--type', 'boxing'],
      ['Vinyasa Flow', 'Boxing', 'Vinyasa Flow', 'Yin', 'Morgenyoga'],
    ],
    [
      ['--location', 'velo'],
      ['Spin 45', 'Spin 45'],
    ],
    [
      ['--source', 'classpass', '--source', 'mindbody'],
      ['Spin 45', 'Vinyasa Flow', 'Spin 45', 'Vinyasa Flow', 'Reformer'],
    ],
    [['--status', 'no_show'], ['Spin 45']],
    [
      ['--status', 'no-show', '--status', 'waitlisted'],
      ['Spin 45', 'Yin'],
    ],
    [
      ['--instructor', 'Ana'],
      ['Vinyasa Flow', 'Vinyasa Flow'],
    ],
    [
      ['--exclude', 'type=yoga'],
      ['Spin 45', 'Boxing', 'Spin 45', 'Reformer', 'Barre'],
    ],
    [
      ['--exclude', 'type=yoga', '--exclude', 'source=manual'],
      ['Spin 45', 'Spin 45', 'Reformer'],
    ],
    [
      ['--from', '2026-11-28'],
      ['Reformer', 'Yin', 'Morgenyoga', 'Barre'],
    ],
    [
      ['--to', '2026-11-19'],
      ['Spin 45', 'Vinyasa Flow'],
    ],
    [
      ['--from', '2026-11-28', '--to', '2026-11-28'],
      ['Reformer', 'Yin'],
    ],
    [['--from', 'today', '--to', 'tomorrow'], ['Spin 45']],
    [
      ['--from', '2026-12', '--to', '2026-12'],
      ['Morgenyoga', 'Barre'],
    ],
    [
      ['--time', 'morning'],
      ['Vinyasa Flow', 'Vinyasa Flow', 'Reformer', 'Yin', 'Morgenyoga'],
    ],
    [['--time', 'afternoon'], ['Barre']],
    [
      ['--time', 'evening'],
      ['Spin 45', 'Boxing', 'Spin 45'],
    ],
    [
      ['--time', '18:00-19:00'],
      ['Spin 45', 'Spin 45'],
    ],
    [['--search', 'TOWEL'], ['Vinyasa Flow']],
    [['--search', 'north', '--type', 'yoga', '--status', 'booked'], ['Vinyasa Flow']],
    [['--search', '%'], []],
  ])('list %j', async (filter, expected) => {
    expect(await namesIn(homes.season(), ['list', ...filter])).toEqual(expected);
  });

  test.each([
    ['upcoming --type yoga', ['Vinyasa Flow', 'Yin', 'Morgenyoga']],
    ['upcoming --time evening', ['Spin 45']],
    ['upcoming --status waitlisted', ['Yin']],
    ['upcoming --from 2026-12-10 --to 2026-12-20', ['Barre']],
    ['calendar --type spin', ['Spin 45', 'Spin 45']],
    ['calendar week --status cancelled', ['Reformer']],
    ['calendar day --location velo', ['Spin 45']],
    ['calendar week --exclude status=cancelled --source classpass', ['Spin 45']],
  ])('%s', async (words, expected) => {
    expect(await namesIn(homes.season(), words)).toEqual(expected);
  });

  test('export takes them too', async () => {
    const home = homes.season();
    const summaries = async (words: string) => (await home.run(words)).stdout.match(/^SUMMARY:.*/gm) ?? [];
    expect(await summaries('export')).toHaveLength(SEASON.length);
    expect(await summaries('export --type spin')).toHaveLength(2);
    expect(await summaries('export --from 2026-12-01 --search morgen')).toHaveLength(1);
  });

  test('a filtered screen still shows nothing else', async () => {
    const { stdout } = await homes.season().run('list --location velo');
    expect(stdout).toContain('Spin 45');
    expect(stdout).not.toMatch(/Vinyasa|Boxing|Yin/);
  });
});

describe('order and number', () => {
  test.each([
    ['--limit 2', ['Spin 45', 'Vinyasa Flow']],
    ['--limit 2 --reverse', ['Barre', 'Morgenyoga']],
    ['--reverse', SEASON.toReversed()],
    ['--sort class --limit 3', ['Barre', 'Boxing', 'Morgenyoga']],
    ['--sort class --reverse --limit 2', ['Yin', 'Vinyasa Flow']],
    ['--sort status --limit 1', ['Vinyasa Flow']],
    ['--sort start', SEASON],
    ['--sort booked', SEASON],
    ['--sort location --limit 2', ['Barre', 'Reformer']],
    ['--sort source --limit 1', ['Spin 45']],
  ])('list %s', async (words, expected) => {
    expect(await namesIn(homes.season(), `list ${words}`)).toEqual(expected);
  });
});

describe('which booking', () => {
  test('by its id or a unique beginning of it, in capitals or not', async () => {
    const home = homes.season();
    const [spin] = await home.bookings();
    const id = spin?.id ?? '';
    for (const text of [id, id.toUpperCase(), id.slice(0, 8), id.slice(0, 13)]) {
      expect(await home.json(['show', text]), text).toMatchObject({ id });
    }
  });

  test('by the beginning that screens show', async () => {
    const home = homes.season();
    const { stdout } = await home.run('upcoming');
    const label = /Vinyasa.* ([\da-f]{4,8})$/m.exec(stdout)?.[1] ?? '';
    expect(await home.json(['show', label])).toMatchObject({ class: { name: 'Vinyasa Flow' } });
  });

  test.each([
    ['next', 'Spin 45', '2026-11-24'],
    ['last', 'Boxing', '2026-11-23'],
    ['boxing', 'Boxing', '2026-11-23'],
    ['spin', 'Spin 45', '2026-11-24'],
    ['thu', 'Vinyasa Flow', '2026-11-26'],
    ['thu vinyasa', 'Vinyasa Flow', '2026-11-26'],
    ['vinyasa thursday', 'Vinyasa Flow', '2026-11-26'],
    ['today', 'Spin 45', '2026-11-24'],
    ['sat yin', 'Yin', '2026-11-28'],
    ['2026-11-19', 'Vinyasa Flow', '2026-11-19'],
    ['1 dec', 'Morgenyoga', '2026-12-01'],
    ['dec 14 barre', 'Barre', '2026-12-14'],
  ])('show "%s"', async (text, name, date) => {
    expect(await homes.season().json(['show', text])).toMatchObject({ class: { name }, localDate: date });
  });

  test('words look at what a command can act on', async () => {
    const home = homes.season();
    expect(await home.json('attend mon')).toMatchObject([{ class: { name: 'Boxing' }, status: 'attended' }]);
    expect(await home.json('cancel spin')).toMatchObject([{ localDate: '2026-11-24', status: 'cancelled' }]);
    const { stderr, exitCode } = await home.run('cancel sat reformer');
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/No booking that this can change matches “sat reformer”.*\n.*Reformer.*cancelled/);
  });

  test('attend alone means the class that has just begun or ended', async () => {
    const home = homes.season();
    const env = { NUMINA_NOW: '2026-11-24T18:50:00-05:00' };
    expect(await home.json('attend', { env })).toMatchObject([{ class: { name: 'Spin 45' }, status: 'attended' }]);
    expect((await home.run('attend', { env })).exitCode).toBe(3);
  });
});

describe('dates of the calendar', () => {
  test.each([
    ['calendar -1', '2026-10-01'],
    ['calendar +1', '2026-12-01'],
    ['calendar month -1', '2026-10-01'],
    ['calendar month +2', '2027-01-01'],
    ['calendar month -11 --type yoga', '2025-12-01'],
    ['calendar week +1', '2026-11-30'],
    ['calendar week -1', '2026-11-16'],
    ['calendar day -1', '2026-11-23'],
    ['calendar day +1 --json', '2026-11-25'],
    ['--json calendar -1', '2026-10-01'],
    ['calendar 2026-12', '2026-12-01'],
    ['calendar month december', '2026-12-01'],
    ['calendar next month', '2026-12-01'],
    ['calendar week 2026-12-05', '2026-11-30'],
    ['calendar day tomorrow', '2026-11-25'],
    ['calendar day 1 dec', '2026-12-01'],
    ['calendar month today', '2026-11-01'],
    ['calendar today', '2026-11-24'],
    ['calendar sat', '2026-11-28'],
    ['calendar next week', '2026-11-30'],
    ['calendar dec', '2026-12-01'],
  ])('%s begins on %s', async (words, from) => {
    expect(await homes.empty().json(words)).toMatchObject({ from });
  });
});

describe('export', () => {
  test('the same data gives the same bytes, with -o and without', async () => {
    const home = homes.season();
    const { stdout, stderr } = await home.run('export');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/);
    const written = await home.run('export -o all.ics');
    expect(written).toMatchObject({ stdout: '', stderr: `Wrote ${SEASON.length} bookings to all.ics\n` });
    expect(readFileSync(home.path('all.ics'), 'utf8')).toBe(stdout);
  });

  test('a file appears whole or not at all', async () => {
    const home = homes.season();
    mkdirSync(home.path('.local'), { recursive: true });
    writeFileSync(home.path('all.ics'), 'before');
    await home.run('export -o all.ics');
    expect(readFileSync(home.path('all.ics'), 'utf8')).toContain('END:VCALENDAR');
    const failed = await home.run('export -o missing/all.ics');
    expect(failed).toMatchObject({ stdout: '', exitCode: 1 });
    expect(failed.stderr).toMatch(/missing\/all\.ics cannot be written/);
    expect((await home.run('export -o .local')).exitCode).toBe(1);
    expect(readdirSync(home.path()).toSorted()).toEqual(['.local', 'all.ics']);
  });

  test('--google prints the link that adds one booking', async () => {
    const { stdout } = await homes.season().run('export --google next');
    const link = new URL(stdout.trim());
    expect(link.origin + link.pathname).toBe('https://calendar.google.com/calendar/render');
    expect(Object.fromEntries(link.searchParams)).toMatchObject({ action: 'TEMPLATE', text: 'Spin 45' });
    expect(link.searchParams.get('dates')).toBe('20261124T230000Z/20261124T234500Z');
  });

  test('--format csv and json', async () => {
    const home = homes.season();
    const csv = (await home.run('export --format csv')).stdout.trimEnd().split(/\r?\n/);
    expect(csv).toHaveLength(SEASON.length + 1);
    const json = JSON.parse((await home.run('export --format json')).stdout);
    expect(json).toMatchObject({ bookings: await home.bookings() });
  });
});
