import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProcess, type Session } from '../../src/app.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { queryBookings } from '../../src/bookings/booking-query.ts';
import type { Prompter } from '../../src/cli/command.ts';
import { readCommandLine } from '../../src/cli/program.ts';
import { NuminaError } from '../../src/errors.ts';
import { reverseSteps } from '../../src/journal/journal-service.ts';
import { styleOf } from '../render/samples.ts';
import { type DatabasePlace, makeDatabasePlace } from '../support/database-place.ts';
import { isSqlite } from '../support/engine.ts';

// What is typed behind a command, without a process: argv → the bookings that it changes.

/** A Sunday morning in New York. */
const NOW = '2026-11-22T09:00:00-05:00';
const BOOKED: readonly (readonly string[])[] = [
  ['Barre', '--at', '2026-11-17T18:00', '--location', 'Studio North', '--instructor', 'Ana'],
  ['Yoga', '--at', '2026-11-19T07:30', '--location', 'Studio North', '--instructor', 'Ana'],
  ['Spin', '--at', '2026-11-20T18:00', '--location', 'Velo', '--instructor', 'Max'],
  ['Pilates', '--at', '2026-11-24T10:00', '--location', 'Core Lab', '--instructor', 'Eva'],
  ['Yoga', '--at', '2026-11-26T07:30'],
  ['Spin', '--at', '2026-11-27T18:00'],
  ['Yin Yoga', '--at', '2026-11-27T20:00', '--location', 'Studio North', '--new'],
  ['Beef', '--at', '2026-11-28T12:00', '--location', 'Smoke House'],
];

let folder = '';
let place: DatabasePlace;
let session: Session;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'numina-test-'));
  place = await makeDatabasePlace();
  const env = { HOME: folder, NUMINA_DB: place.path, NUMINA_NOW: NOW, NUMINA_ZONE: 'America/New_York' };
  session = openProcess({ env }).session();
  for (const words of BOOKED) await run(['book', ...words]);
});
afterAll(async () => {
  await session.process.close();
  await place.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function run(argv: readonly string[], prompter: Prompter | null = null): Promise<unknown> {
  const invocation = await readCommandLine(argv, { write: () => undefined, width: 80 });
  if (!invocation) throw new Error('help');
  const { action } = await invocation.spec.load();
  const parsed = await action.parse(invocation.raw, { isScreen: false }, session);
  const input = action.prepare ? await action.prepare(session, parsed, prompter, styleOf(80)) : parsed;
  return action.toJson(await action.run(session, input, () => undefined));
}

async function allBookings(): Promise<readonly Booking[]> {
  const { store } = await session.bookings();
  return queryBookings(store, {});
}

const nameOf = ({ className, startsLocal }: Booking) => `${className} ${startsLocal.slice(5, 10)}`;

/** What a command line changed, by name and day, or the code of its refusal; all is as it was afterwards. */
async function changedBy(
  argv: readonly string[],
  prompter: Prompter | null = null,
): Promise<readonly string[] | string> {
  const before = await allBookings();
  try {
    await run(argv, prompter);
  } catch (error) {
    if (!(error instanceof NuminaError)) throw error;
    expect(await allBookings(), argv.join(' ')).toEqual(before);
    return error.code;
  }
  const after = await allBookings();
  const standing = new Map(after.map((booking) => [booking.id, JSON.stringify(booking)]));
  const changed = before.filter((booking) => standing.get(booking.id) !== JSON.stringify(booking));
  const added = after.filter(({ id }) => !before.some((booking) => booking.id === id));
  if (changed.length + added.length > 0) await reverseSteps(await session.bookings(), 'undo', 1);
  return [...changed, ...added].map(nameOf);
}

/** Somebody at a terminal who picks the choice that says `wanted`. */
function picking(wanted: string): Prompter & { readonly offered: string[] } {
  const offered: string[] = [];
  return {
    offered,
    tell: () => undefined,
    ask: async () => '',
    confirm: async () => true,
    keys: () => ({ next: async () => ({ kind: 'escape' }), close: () => undefined }),
    chooseNumber: async (_question, _choices, suggestion) => suggestion,
    async choose(_question, choices) {
      offered.push(...choices.map(({ label }) => label.replace(/^\S+ +/, '')));
      const choice = choices.find(({ label }) => label.includes(wanted));
      if (!choice) throw new Error(`${wanted} is not offered`);
      return choice.value;
    },
  };
}

describe('words beside each other', () => {
  it.each<[string, readonly string[] | string]>([
    ['cancel tue spin', 'booking_not_found'],
    ['delete tue spin --yes', 'booking_not_found'],
    ['delete fri yin --yes', ['Yin Yoga 11-27']],
    ['delete --yes yin fri', ['Yin Yoga 11-27']],
    ['cancel fri', 'ambiguous_booking'],
    ['delete fri --yes', 'ambiguous_booking'],
    ['cancel spin fri 27 nov at 18:00', ['Spin 11-27']],
    ['cancel pilates yin', 'booking_not_found'],
    ['cancel next spin', ['Spin 11-27']],
    ['cancel next yoga --reason ill', ['Yoga 11-26']],
    ['attend last yoga', ['Yoga 11-19']],
    ['attend yoga thu', ['Yoga 11-19']],
    ['attend tue spin', 'booking_not_found'],
    ['attend barre yoga', 'booking_not_found'],
    ['no-show fri spin', ['Spin 11-20']],
    ['no-show barre spin', 'booking_not_found'],
  ])('%s changes what they name together', async (line, changed) => {
    expect(await changedBy(line.split(' '))).toEqual(changed);
  });

  it.each<[readonly string[], readonly string[]]>([
    [
      ['cancel', 'next', 'thu yoga'],
      ['Pilates 11-24', 'Yoga 11-26'],
    ],
    [
      ['delete', 'thu yoga', 'fri spin', '--yes'],
      ['Yoga 11-26', 'Spin 11-27'],
    ],
    [
      ['attend', 'last', 'tue barre'],
      ['Barre 11-17', 'Spin 11-20'],
    ],
  ])('%j names several, in quotes', async (argv, changed) => {
    expect((await changedBy(argv)).toString()).toBe(changed.toString());
  });

  it('ids name several', async () => {
    const [, , , pilates, yoga] = await allBookings();
    const ids = [pilates?.id.slice(0, 8) ?? '', yoga?.id ?? ''];
    expect(await changedBy(['cancel', ...ids])).toEqual(['Pilates 11-24', 'Yoga 11-26']);
    expect(await changedBy(['cancel', ...ids, 'spin'])).toBe('booking_not_found');
  });

  it.each<[string, string]>([
    ['show fri yin', 'Yin Yoga'],
    ['show next spin', 'Spin'],
    ['export --json fri yin', 'Yin Yoga'],
  ])('%s shows what they name together', async (line, name) => {
    const argv = line.split(' ');
    const invocation = await readCommandLine(argv, { write: () => undefined, width: 80 });
    expect(invocation?.raw.arguments[0]).toEqual(argv.filter((word) => !word.startsWith('-')).slice(1));
    if (argv[0] === 'show') expect(await run(argv)).toMatchObject({ class: { name } });
  });

  it('of two bookings a command that takes one changes none', async () => {
    expect(await changedBy(['show', 'next', 'last'])).toBe('one_booking');
    expect(await changedBy(['review', 'next', 'last', '--rating', '5'])).toBe('one_booking');
  });
});

describe('what was refused though it is clear', () => {
  it.each<[string, readonly string[] | string]>([
    ['next spin', ['Spin 11-27']],
    ['spin on friday', ['Spin 11-27']],
    ['fri 18:00', ['Spin 11-27']],
    ['fri 27 nov', 'ambiguous_booking'],
    ['fri 27 nov 20:00', ['Yin Yoga 11-27']],
    ['26 nov', ['Yoga 11-26']],
    ['spin at 18:00', 'ambiguous_booking'],
    ['core', ['Pilates 11-24']],
    ['core lab', ['Pilates 11-24']],
    ['eva', ['Pilates 11-24']],
    ['velo 27 nov', ['Spin 11-27']],
    ["friday's spin", ['Spin 11-27']],
    ['my next yoga class', ['Yoga 11-26']],
    ['next class', ['Pilates 11-24']],
  ])('cancel "%s"', async (words, changed) => {
    expect(await changedBy(['cancel', words])).toEqual(changed);
  });

  it('edit takes the class of exactly that name, of those ahead', async () => {
    expect(await changedBy(['edit', 'yoga', '--notes', 'towel'])).toEqual(['Yoga 11-26']);
    expect(await changedBy(['edit', 'yin', '--notes', 'towel'])).toEqual(['Yin Yoga 11-27']);
  });
});

describe('on a terminal', () => {
  it.each<[readonly string[], string, readonly string[]]>([
    [['cancel', 'spin'], '11-20', ['Spin 11-20']],
    [['delete', 'spin', '--yes'], '11-27', ['Spin 11-27']],
    [['attend', 'studio'], 'Barre', ['Barre 11-17']],
    [['no-show', 'studio'], 'Yoga', ['Yoga 11-19']],
    [['edit', '27 nov', '--notes', 'x'], 'Yin', ['Yin Yoga 11-27']],
  ])('%j offers the bookings that it names', async (argv, wanted, changed) => {
    const prompter = picking(wanted);
    expect(await changedBy(argv, prompter)).toEqual(changed);
    expect(prompter.offered).toHaveLength(2);
  });
});

/** At a server each line is ten ways there and back; which booking is meant is not for the engine to say. */
const LINES = isSqlite ? 300 : 60;

describe('any words', () => {
  const said = fc.constantFrom(
    ...['barre', 'Yoga', 'spin', 'pilates', 'yin', 'Yin', 'beef', 'y', 'in', 'a'],
    ...['tue', 'thu', 'fri', 'friday', 'sat', 'today', 'tomorrow', 'yesterday', '27', 'nov', '26th', '17.11.', '1dec'],
    ...['18:00', '6pm', '7:30', '20', '1830', 'at', 'on', 'the', 'morning', 'evening', 'night', 'week', 'this'],
    ...['studio', 'north', 'velo', 'core', 'lab', 'ana', 'max', 'eva', 'smoke', 'house', 'with'],
    ...['my', 'class', 'the class', "friday's", 'tuesdays', 'Freitag'],
    ...['cafe', 'fade', '2026', '2026-11-27', 'x', 'zzz', '%', '-', '“', 'null', 'all', '*'],
  );
  const words = fc
    .array(fc.oneof({ weight: 5, arbitrary: said }, fc.constantFrom('next', 'last')), { minLength: 1, maxLength: 5 })
    .filter((all) => !all.every((word) => word === 'next' || word === 'last'));

  it.each([
    ['cancel', []],
    ['delete', ['--yes']],
    ['attend', []],
    ['no-show', []],
  ])('behind %s change one booking at most', async (command, options) => {
    const counts = { changed: 0 };
    await fc.assert(
      fc.asyncProperty(words, async (all) => {
        const changed = await changedBy([command, ...options, '--', ...all]);
        if (typeof changed === 'string') return;
        expect(changed.length).toBeLessThanOrEqual(1);
        counts.changed += changed.length;
      }),
      { numRuns: LINES },
    );
    expect(counts.changed).toBeGreaterThan(LINES / 30);
  });
});
