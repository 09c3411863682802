import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands/index.ts';
import { EXIT_CODES } from '../../../src/errors.ts';
import { confirmation } from '../../intake/mail-trust/waiting-samples.ts';
import { type Home, SEASON, useHomes } from '../../support/home.ts';
import { letWaitIn } from '../../support/waiting-mails.ts';

const homes = useHomes();

interface Done {
  readonly done: readonly {
    readonly id: string;
    readonly at: string;
    readonly what: string;
    readonly state?: string;
  }[];
}

async function whatOf(home: Home, words: string): Promise<readonly string[]> {
  return (await home.json<Done>(words)).done.map(({ what }) => what);
}

/** A calendar of `count` classes, one a day. */
function calendarOf(count: number): string {
  const events = Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10).replaceAll('-', '');
    const lines = ['BEGIN:VEVENT', `UID:${index}@studio.example`, 'DTSTAMP:20260101T000000Z', `DTSTART:${day}T180000Z`];
    return [...lines, 'DURATION:PT1H', 'SUMMARY:Yoga', 'END:VEVENT'].join('\r\n');
  });
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//', ...events, 'END:VCALENDAR', ''].join('\r\n');
}

/** Every command that writes what a person may want back, what it is told, and what was done before. */
const STEPS: readonly (readonly [command: string, rest: string, before?: readonly string[]])[] = [
  ['book', 'Spin --at 2026-12-02T18:00'],
  ['again', 'barre'],
  ['edit', 'next --notes towel'],
  ['attend', 'boxing'],
  ['cancel', 'next'],
  ['no-show', 'boxing'],
  ['delete', 'barre --yes'],
  ['pause add', '2026-10-01 2026-10-05'],
  ['pause remove', '2026-08-01'],
  ['review', 'vinyasa --rating 5'],
  ['review delete', 'vinyasa', ['review vinyasa --rating 5']],
  ['import', 'classes.ics'],
  ['reminders set', '--before 2h'],
  ['classes rename', 'boxing Fists'],
  ['classes merge', 'boxing barre'],
  ['sync add', 'studio https://studio.example/classes.ics'],
  ['sync remove', 'studio', ['sync add studio https://studio.example/classes.ics']],
  ['mail accept', '0000'],
  ['mail refuse', '0000'],
  ['mail block', 'studio.example'],
];

/**
 * Commands that only look, reverse steps, or write something else than the database. On a terminal `inbox` marks; the
 * step that a `sync` is has a test beside its others.
 */
const NO_STEPS = [
  ...['list', 'show', 'classes', 'upcoming', 'next', 'calendar', 'streak', 'stats', 'achievements', 'history'],
  ...['inbox', 'pause list', 'review list', 'review pending', 'review eligibility', 'reminders', 'reminders log'],
  ...['undo', 'redo', 'reminders test', 'daemon', 'daemon run', 'daemon status', 'daemon install', 'daemon uninstall'],
  ...[
    'export',
    'doctor',
    'backup',
    'restore',
    'db status',
    'db move',
    'db init',
    'db migrate',
    'sync',
    'sync list',
    'mail waiting',
    'mail try',
    'mail formats',
    'account add',
    'account list',
    'account rename',
    'account remove',
    'account link',
    'account token add',
    'account token list',
    'account token revoke',
    'share add',
    'share list',
    'share remove',
    'serve',
    'demo',
    'help json',
    'config get',
    'config set',
    'config unset',
    'config list',
    'config edit',
    'config path',
  ],
];

describe('undo and redo', () => {
  test('go back and forth through all that processes before them did', async () => {
    const home = homes.season();
    const season = await home.bookings();
    await home.json('attend boxing');
    await home.json('edit next --at 2026-11-25T18:00');
    await home.json(['delete', 'mon barre', 'sat yin', '--yes']);
    const after = await home.bookings();
    expect(await whatOf(home, 'undo 3')).toEqual([
      'deleted 2 classes: Barre and Yin',
      'moved Spin 45, Tue 24 Nov 18:00, to Wed 25 Nov 18:00',
      expect.stringMatching(/^attended Boxing, Mon 23 Nov/),
    ]);
    const ignoring = { sequence: expect.any(Number), updatedAt: expect.any(String) };
    expect(await home.bookings()).toEqual(season.map((booking) => ({ ...booking, ...ignoring })));
    expect(await whatOf(home, 'redo 2')).toHaveLength(2);
    expect(await whatOf(home, 'redo')).toEqual(['deleted 2 classes: Barre and Yin']);
    expect(await home.bookings()).toEqual(after.map((booking) => ({ ...booking, ...ignoring })));
  });

  test('say so where there is nothing left', async () => {
    const home = homes.empty();
    const nothing = { stdout: '', stderr: 'There is nothing to undo.\n', exitCode: 0 };
    expect(await home.run('undo')).toEqual(nothing);
    expect(await home.json('undo')).toEqual({ done: [] });
    expect(await home.json('redo')).toEqual({ done: [] });
    await home.run('book Yoga --at 2026-11-25T18:00');
    const { stdout, stderr } = await home.run('undo 3');
    expect({ stdout, stderr }).toEqual({
      stdout: 'Undone: booked Yoga, Wed 25 Nov 18:00\n',
      stderr: 'There was only 1 step to undo.\n',
    });
    expect(await home.run('undo')).toEqual(nothing);
  });

  test('reverse a series as one', async () => {
    const home = homes.empty();
    await home.json(['book', 'Spin 45', '--at', '2026-12-01T07:00', '--repeat', 'weekly', '--count', '12']);
    expect((await home.run('undo')).stdout).toBe('Undone: booked 12 × Spin 45, Tue 07:00\n');
    expect(await home.bookings()).toEqual([]);
    expect(await home.json('classes')).toEqual([]);
    expect((await home.run('redo')).stdout).toBe('Redone: booked 12 × Spin 45, Tue 07:00\n');
    expect(await home.bookings()).toHaveLength(12);
  });

  test('reverse an import of 500 as one', async () => {
    const home = homes.season();
    writeFileSync(home.path('classes.ics'), calendarOf(500));
    expect(await home.json('import classes.ics --horizon 2027-12-31')).toMatchObject({ created: 500 });
    expect(await whatOf(home, 'undo')).toEqual(['imported classes.ics: 500 new']);
    expect(await home.bookings()).toHaveLength(SEASON.length);
    expect(await whatOf(home, 'redo')).toHaveLength(1);
    expect(await home.bookings()).toHaveLength(SEASON.length + 500);
  });

  test('reverse what was wished of reminders, and note only what changed', async () => {
    const home = homes.season();
    const wishes = () => home.json('reminders');
    const before = await wishes();
    const seen = [];
    for (const set of [
      '--before 2h --via desktop,webhook --quiet-hours 22:00-07:00',
      '--type yoga --before 30m',
      '--type yoga --enabled off',
      '--type yoga --reset',
    ]) {
      await home.json(`reminders set ${set}`);
      seen.push(await wishes());
      // Once more, which changes nothing.
      await home.json(`reminders set ${set}`);
    }
    const steps = [
      'reset reminders of yoga',
      'set reminders of yoga: off',
      'set reminders of yoga: 30m before',
      'set reminders: 2h before, by desktop and webhook, quiet 22:00-07:00',
    ];
    expect((await whatOf(home, 'undo --list')).slice(0, steps.length)).toEqual(steps);
    for (const [index, step] of steps.entries()) {
      expect(await whatOf(home, 'undo')).toEqual([step]);
      expect(await wishes()).toEqual([before, ...seen][steps.length - 1 - index]);
    }
    expect(await whatOf(home, 'redo 4')).toEqual(steps.toReversed());
    expect(await wishes()).toEqual(seen.at(-1));
    expect(await whatOf(home, 'undo 4')).toEqual(steps);
    expect(await wishes()).toEqual(before);
  });

  test.each(STEPS)('numina %s %s leaves one entry', async (command, rest, before = []) => {
    const line = `${command} ${rest}`;
    const home = homes.season();
    writeFileSync(home.path('classes.ics'), calendarOf(1));
    if (line.startsWith('mail ')) await letWaitIn(home, confirmation());
    for (const words of before) await home.json(words);
    const count = async () => (await whatOf(home, 'undo --list 1000')).length;
    const entries = await count();
    await home.json(line);
    expect(await count()).toBe(entries + 1);
  });

  test('no command is forgotten here', () => {
    const named = [...STEPS.map(([command]) => command), ...NO_STEPS];
    expect(COMMANDS.map(({ name }) => name).filter((name) => !named.includes(name))).toEqual([]);
  });

  test('a new change ends what could be redone', async () => {
    const home = homes.season();
    await home.json('undo 2');
    await home.json('book Yin --at 2026-11-29T10:00');
    expect(await home.json('redo')).toEqual({ done: [] });
    expect(await whatOf(home, 'undo')).toEqual(['booked Yin, Sun 29 Nov 10:00']);
  });

  test('print the steps that they reversed', async () => {
    const home = homes.season();
    await home.json('cancel next');
    const undone = await home.json<Done>('undo');
    expect(undone).toEqual({
      done: [
        { id: expect.any(String), at: '2026-11-24T09:12:00.000-05:00', what: 'cancelled Spin 45, Tue 24 Nov 18:00' },
      ],
    });
    expect(await home.json('redo')).toEqual(undone);
  });

  test('undo --list shows the last steps in words, and changes nothing', async () => {
    const home = homes.empty();
    await home.json('book Yin --at 2026-11-28T11:30 --waitlisted');
    await home.json('book Barre --at 2026-12-14T12:00 --notes towel');
    await home.json('edit barre --notes mat --price 12');
    await home.json('undo');
    const { done } = await home.json<Done>('undo --list');
    expect(Object.keys(done[0] ?? {})).toEqual(['id', 'at', 'what', 'state', 'undoneAt', 'feed', 'isAutomatic']);
    const steps = [
      ['undone', 'edited Barre, Mon 14 Dec 12:00: price, notes'],
      ['done', 'booked Barre, Mon 14 Dec 12:00'],
      ['done', 'waitlisted Yin, Sat 28 Nov 11:30'],
    ];
    expect(done.map(({ what, state }) => [state, what])).toEqual(steps);
    const { stdout } = await home.run('undo --list 2 --plain');
    const rows = stdout.trimEnd().split('\n');
    expect(rows.map((line) => line.split('\t').slice(2))).toEqual(steps.slice(0, 2));
    expect(await home.bookings()).toHaveLength(2);
  });

  test.each(['undo 0', 'undo many', 'undo -1', 'undo 1.5', 'redo 1001', 'undo 1 2'])(
    '%s is wrong usage',
    async (words) => {
      const home = homes.season();
      expect((await home.run(words)).exitCode).toBe(EXIT_CODES.usage);
      expect(await home.bookings()).toHaveLength(SEASON.length);
    },
  );
});
