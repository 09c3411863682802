import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../src/journal/journal-store.ts';
import { journalRow, renderJournal, renderReversed } from '../../src/render/journal.ts';
import { textWidth } from '../../src/render/width.ts';
import { COLOUR_PAINT, instantOf, styleOf, wallTimeAt } from './samples.ts';

let ids = 0;
function entry(atLocal: string, what: string, undoneAt: string | null = null, more = {}): JournalEntry {
  ids += 1;
  return {
    id: `0000000${ids}`,
    at: instantOf(`${atLocal}:00`),
    what,
    undoneAt,
    feed: null,
    isAutomatic: false,
    ...more,
  };
}

const ENTRIES: readonly JournalEntry[] = [
  entry('2026-11-24T09:05', 'edited Spin 45, Tue 1 Dec 18:00: price, notes', instantOf('2026-11-24T09:10:00')),
  entry('2026-11-24T09:02', 'moved Spin 45, Tue 24 Nov 18:00, to Tue 1 Dec 18:00', instantOf('2026-11-24T09:11:00')),
  entry('2026-11-24T08:30', 'cancelled 2 classes: Reformer and Yin'),
  entry('2026-11-22T20:14', 'booked 12 × Spin 45, Tue 07:00'),
  entry('2026-11-03T07:00', 'imported classes.ics: 480 new, 20 changed'),
  entry('2026-11-02T19:30', `booked ${'A retreat with a very long name '.repeat(6)}, Fri 5 Mar 2027 16:00`),
];

describe('the last steps', () => {
  test.each([40, 80, 160])('at %d columns', async (width) => {
    const text = renderJournal(ENTRIES, wallTimeAt, styleOf(width));
    for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(width);
    await expect(`${text}\n`).toMatchFileSnapshot(`../golden/journal-${width}.txt`);
  });

  test('in ASCII, with a 12-hour clock', async () => {
    const text = renderJournal(ENTRIES, wallTimeAt, styleOf(80, { unicode: false, clock: '12' }));
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    await expect(`${text}\n`).toMatchFileSnapshot('../golden/journal-ascii.txt');
  });

  test('in colour', async () => {
    const text = renderJournal(ENTRIES, wallTimeAt, styleOf(80, { paint: COLOUR_PAINT }));
    await expect(`${text}\n`).toMatchFileSnapshot('../golden/journal-colour.txt');
  });

  test('where there are none say how to begin', () => {
    expect(renderJournal([], wallTimeAt, styleOf(80))).toMatch(/^No steps\.\nRecord a class/);
  });

  test('name the command that goes as far as each', () => {
    const lines = renderJournal(ENTRIES, wallTimeAt, styleOf(40)).split('\n').slice(2);
    expect(lines.map((line) => line.slice(0, 6).trim())).toEqual([
      'redo 2',
      'redo',
      'undo',
      'undo 2',
      'undo 3',
      'undo 4',
    ]);
  });
});

describe('the runs of feeds among the steps', () => {
  const run = (atLocal: string, feed: string, isAutomatic = true, undoneAt: string | null = null) =>
    entry(atLocal, `synced ${feed}: 1 new`, undoneAt, { feed, isAutomatic });
  const commandsOf = (entries: readonly JournalEntry[]) =>
    renderJournal(entries, wallTimeAt, styleOf(160))
      .split('\n')
      .slice(2)
      .map((line) => line.split('  ')[0]?.trim());

  test('are taken back by name, the latest of each; what a person ran, as any other step', () => {
    const entries = [
      run('2026-11-24T09:00', 'studio'),
      run('2026-11-24T08:00', 'gym', false),
      entry('2026-11-24T07:30', 'attended Spin 45'),
      run('2026-11-24T07:00', 'studio'),
      run('2026-11-24T06:00', 'gym'),
    ];
    expect(commandsOf(entries)).toEqual(['undo --sync studio', 'undo', 'undo 2', '', '']);
  });

  test('come back in the order in which they were taken back, the last first', () => {
    const [earlier, later] = [instantOf('2026-11-24T09:10:00'), instantOf('2026-11-24T09:11:00')];
    const entries = [
      entry('2026-11-24T08:00', 'attended Spin 45', earlier),
      run('2026-11-24T07:00', 'studio', true, later),
      entry('2026-11-24T06:00', 'booked Spin 45', earlier),
    ];
    expect(commandsOf(entries)).toEqual(['redo 3', 'redo', 'redo 2']);
  });
});

describe('the echo of an undo', () => {
  test('is a line for each step', () => {
    expect(renderReversed(ENTRIES.slice(2, 4), 'Undone', styleOf(80))).toBe(
      'Undone: cancelled 2 classes: Reformer and Yin\nUndone: booked 12 × Spin 45, Tue 07:00',
    );
  });

  test('stays within the screen', () => {
    const lines = renderReversed(ENTRIES, 'Undone', styleOf(40)).split('\n');
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(40);
  });

  test('carries nothing that would move a cursor', () => {
    const hostile = entry('2026-11-24T09:05', 'booked \x1b[2JSpin\ttab\nline, Tue 24 Nov 18:00');
    expect(renderReversed([hostile], 'Undone', styleOf(80))).toBe('Undone: booked Spin tab line, Tue 24 Nov 18:00');
    expect(journalRow(hostile)).toEqual([hostile.id, hostile.at, 'done', 'booked Spin tab line, Tue 24 Nov 18:00']);
  });
});
