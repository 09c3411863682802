import { describe, expect, test } from 'vitest';
import { type Column, renderTable } from '../../src/render/table.ts';
import { textWidth } from '../../src/render/width.ts';
import { COLOUR_PAINT, styleOf } from './samples.ts';

const columns: Column[] = [
  { head: 'DAY' },
  { head: 'CLASS', min: 6 },
  { head: 'PLACE', min: 5, keep: 2 },
  { head: 'MIN', align: 'right', keep: 1 },
  { head: 'WITH', keep: 0, isExtra: true },
];
const rows = [
  ['Mon', 'Vinyasa Flow', 'Studio North', '60', 'Ana'],
  ['Tue', 'Spin', 'Velo', '5', 'Max'],
];
const linesAt = (width: number): string[] => renderTable(columns, rows, styleOf(width)).split('\n');

describe('a table', () => {
  test('has a head, a rule, and columns that line up', () => {
    expect(linesAt(80)).toEqual([
      'DAY  CLASS         PLACE         MIN  WITH',
      '──────────────────────────────────────────',
      'Mon  Vinyasa Flow  Studio North   60  Ana',
      'Tue  Spin          Velo            5  Max',
    ]);
  });

  test('gives way step by step: extras, then width, then the least important columns', () => {
    expect(linesAt(40)[2]).toBe('Mon  Vinyasa Flow  Studio North   60');
    expect(linesAt(30)[2]).toBe('Mon  Vinyasa…   Studio N…   60');
    expect(linesAt(18)[2]).toBe('Mon  Vinya…  Stud…');
    expect(linesAt(12)[2]).toBe('Mon  Vinyas…');
    expect(linesAt(8)[2]).toBe('Mon  Vi…');
  });

  test('leaves out a column in which there is nothing', () => {
    const text = renderTable(columns, [['Mon', 'Yin', '', '60', '']], styleOf(80));
    expect(text.split('\n')[0]).toBe('DAY  CLASS  MIN');
  });

  test('stays aligned beside emoji, CJK, right-to-left text and combining marks', () => {
    const titles = ['Spin', '瑜伽', '🏋️‍♀️ Kraft', '\u2068יוגה\u2069', 'Cafe\u0301', 'ピラティス'];
    const table = renderTable(
      [{ head: 'CLASS' }, { head: 'ID' }],
      titles.map((title) => [title, 'x9']),
      styleOf(80),
    );
    const columnsBefore = table
      .split('\n')
      .slice(2)
      .map((line) => textWidth(line.slice(0, line.indexOf('x9'))));
    expect(new Set(columnsBefore)).toEqual(new Set([12]));
  });

  test('paints after measuring, and the text only', () => {
    const style = styleOf(80, { paint: COLOUR_PAINT });
    const text = renderTable(
      [{ head: '' }, { head: '' }],
      [
        [{ text: 'ab', paint: style.paint.good }, 'c'],
        ['long', 'd'],
      ],
      style,
    );
    expect(text).toBe('\x1b[32mab\x1b[39m    c\nlong  d');
  });

  test('takes a line across all columns, and no frame where none is wanted', () => {
    const line = { line: (width: number): string => `${'─'.repeat(width - 4)} now` };
    const text = renderTable([{ head: 'A' }, { head: 'B' }], [['one', 'two'], line, ['three', 'four']], styleOf(80), {
      frame: 'none',
    });
    expect(text.split('\n')).toEqual(['A      B', 'one    two', '─────── now', 'three  four']);
  });

  test('takes ten thousand rows', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ['Mon', 'Spin', 'Velo', String(index), 'Max']);
    expect(renderTable(columns, many, styleOf(80)).split('\n')).toHaveLength(10_002);
  });
});
