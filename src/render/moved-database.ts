import type { MovedDatabase } from '../storage/move-database.ts';
import { wordForTerminal } from '../terminal-words.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { wrapText } from './width.ts';

const COLUMNS: readonly Column[] = [
  { head: 'TABLE' },
  { head: 'ROWS', align: 'right' },
  { head: 'DIGEST', min: 12, keep: 0 },
];
const SHORT_DIGEST = 12;

/** What was moved, table by table, and how to use it. Tables without rows are left out. */
export function renderMoved({ from, to, tables, next }: MovedDatabase, style: Style): string {
  const rows = tables
    .filter((each) => each.rows > 0)
    .map(({ table, rows, digest }) => [table, rows.toLocaleString('en'), digest.slice(0, SHORT_DIGEST)]);
  const wrap = (text: string) => wrapText(printable(text), style.width);
  return [
    renderTable(COLUMNS, rows, style),
    '',
    ...wrap(`Everything is in ${to}, compared row by row. ${from} is as it was.`),
    style.paint.dim('To use it from now on:'),
    `  ${wordForTerminal(next)}`,
  ].join('\n');
}
