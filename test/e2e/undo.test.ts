import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXIT_CODES } from '../../src/errors.ts';
import { type Home, SEASON, useHomes } from './program.ts';

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

describe.concurrent('undo and redo', () => {
  test('go back and forth through all that processes before them did', async () => {
    const home = homes.season();
    const season = await home.bookings();
    await home.json('attend boxing');
    await home.json('edit next --at 2026-11-25T18:00');
    await home.json('delete barre yin --yes');
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
    expect(Object.keys(done[0] ?? {})).toEqual(['id', 'at', 'what', 'state', 'undoneAt']);
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
