import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProcess, type Session } from '../../src/app.ts';
import type { CommandAction } from '../../src/cli/command.ts';
import { readCommandLine } from '../../src/cli/program.ts';
import { UncertainTimeError } from '../../src/time/when.ts';
import { book } from '../support/book.ts';
import { type DatabasePlace, makeDatabasePlace } from '../support/database-place.ts';

// From the words of a command line to what a use case is asked, without a process: Sunday 22 November 2026 in New York.

const ENV = { NUMINA_NOW: '2026-11-22T09:00:00-05:00', NUMINA_ZONE: 'America/New_York', LANG: 'de_DE.UTF-8' };
const QUIET = { write: () => undefined, width: 80 };
let folder = '';
let place: DatabasePlace;
let session: Session;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'numina-line-'));
  place = await makeDatabasePlace();
  const env = { ...ENV, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_STATE_HOME: folder };
  session = openProcess({ env, databaseFile: place.path }).session();
  const context = await session.bookings();
  await book(context, 'Spin 45', '2026-11-27T18:30');
  await book(context, 'Yoga', '2026-12-01T18:00');
  await book(context, 'Pilates', '2026-12-03T18:00');
});
afterAll(async () => {
  await session.process.close();
  await place.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function actionOf(argv: readonly string[]): Promise<{ action: CommandAction; input: unknown }> {
  const invocation = await readCommandLine(argv, QUIET);
  if (!invocation) throw new Error('The line shows help.');
  const { action } = await invocation.spec.load();
  const parsed = await action.parse(invocation.raw, { isScreen: false }, session);
  const input = action.prepare ? await action.prepare(session, parsed, null, undefined as never) : parsed;
  return { action, input };
}

describe('book', () => {
  it.each<[argv: string[], name: string, when: string]>([
    [['Spin', '45', 'tomorrow', '18:00'], 'Spin 45', 'tomorrow 18:00'],
    [['Yoga tomorrow 18:00'], 'Yoga', 'tomorrow 18:00'],
    [['Yoga', 'tue', '24', '18:00'], 'Yoga', 'tue 24 18:00'],
    [['Hot', 'Yoga', 'fri', 'night', '8'], 'Hot Yoga', 'fri night 8'],
    [['Barre', 'Dienstag', '18:00'], 'Barre', 'Dienstag 18:00'],
    [['Spin', '45', '--at', '2026-12-01T18:00'], 'Spin 45', '2026-12-01T18:00'],
    [['Yoga', 'tomorow', '18:00'], 'Yoga', 'tomorow 18:00'],
  ])('%j is %s at %s', async (argv, name, when) => {
    expect((await actionOf(['book', ...argv])).input).toMatchObject({ name, when });
  });

  it.each<[argv: string[], code: string]>([
    [['tomorrow', '18:00'], 'class_missing'],
    [['Spin', '45'], 'when_missing'],
    [['Yoga', 'tomorrow', '18:00', '--at', 'fri 7:30'], 'two_times'],
    [['Yoga', 'fri', '7:30', '--until', 'soon', '--repeat', 'weekly'], 'when_not_understood'],
  ])('%j is refused: %s', async (argv, code) => {
    await expect(actionOf(['book', ...argv])).rejects.toMatchObject({ kind: 'usage', code });
  });

  it('puts a chosen meaning in the place of what was said', async () => {
    const { action, input } = await actionOf([
      'book',
      'Barre',
      'next',
      'thu',
      '18:00',
      '--cancel-by',
      'this fri 12:00',
    ]);
    expect(action.settle?.(input, 'next thu 18:00', '2026-11-26 18:00')).toMatchObject({ when: '2026-11-26 18:00' });
    expect(action.settle?.(input, 'this fri 12:00', '2026-11-27 12:00')).toMatchObject({
      cancelBy: '2026-11-27 12:00',
    });
    expect(action.settle?.(input, 'Barre', 'x')).toBeNull();
  });
});

describe('edit', () => {
  it.each<[argv: string[], startsLocal: string]>([
    [['1 dec yoga', '19:00'], '2026-12-01T19:00:00'],
    [['3 dec pilates', 'fri', '8:00'], '2026-12-04T08:00:00'],
    [['pilates', '-30m'], '2026-12-04T07:30:00'],
    [['pilates', '+1h'], '2026-12-04T08:30:00'],
    [['pilates', '--at', '-1d'], '2026-12-03T08:30:00'],
    [['pilates', '18:00–19:15'], '2026-12-03T18:00:00'],
  ])('%j moves it to %s', async (argv, startsLocal) => {
    const { action, input } = await actionOf(['edit', ...argv]);
    expect(await action.run(session, input, () => undefined)).toMatchObject({ booking: { startsLocal } });
  });

  it('asked for a time with two meanings carries both', async () => {
    const { action, input } = await actionOf(['edit', 'yoga', 'nov', '20', '18:00']);
    const error: unknown = await action.run(session, input, () => undefined).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UncertainTimeError);
    expect((error as UncertainTimeError).meanings.map(({ text }) => text)).toEqual([
      '2026-11-20 18:00',
      '2027-11-20 18:00',
    ]);
    expect(action.settle?.(input, 'nov 20 18:00', '2026-11-20 18:00')).toMatchObject({
      request: { when: '2026-11-20 18:00' },
    });
  });
});

describe('other commands', () => {
  it('again reads “last friday” as one booking', async () => {
    expect((await actionOf(['again', 'last', 'friday'])).input).toMatchObject({ reference: 'last friday' });
    expect((await actionOf(['again', 'last', 'fri', 'sat 9:00'])).input).toMatchObject({
      reference: 'last fri',
      when: 'sat 9:00',
    });
  });

  it.each([
    [['book', 'Yoga', 'fri', '7:30', '--cancel-by', '12'], '“12” could be 12 hours or 12 minutes.'],
    [['reminders', 'set', '--before', '2'], '“2” could be 2 hours or 2 minutes.'],
    [['list', '--from', 'next thu'], '“next thu” could be Thursday 26 November 2026 or Thursday 3 December 2026.'],
  ])('%j is refused with both readings', async (argv, message) => {
    const asked = actionOf(argv).then(({ action, input }) => action.run(session, input, () => undefined));
    await expect(asked).rejects.toMatchObject({ kind: 'usage', message });
  });
});
