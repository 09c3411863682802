import CliTable from 'cli-table3';
import type { Style } from './style.ts';
import { alignLeft, alignRight, textWidth } from './width.ts';

/** A column and how it gives way on a narrow terminal. */
export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
  /** May be cut down to so many columns; never cut while it is absent and there is another way. */
  readonly min?: number;
  /** Dropped where the rest does not fit, the lowest first; never while it is absent. */
  readonly keep?: number;
}

/** What stands in a column: `text` is measured and cut bare, `paint` colours it afterwards. */
export interface Cell {
  readonly text: string;
  readonly paint?: Painter;
}

/** One row: as many cells as there are columns, or one line across all of them, `width` columns together. */
export type Row = readonly (Cell | string)[] | { readonly line: (width: number) => string; readonly paint?: Painter };

export interface TableOptions {
  /** `rule` draws a line below the head; `none` leaves it out. */
  readonly frame?: 'none' | 'rule';
}

type Painter = (text: string) => string;

/** Columns between two columns: cli-table3's padding and its separator. */
const GAP = 2;
const STAND_IN = '\ue000';

/**
 * Rows as a table within `style.width`: empty columns are left out, then wide ones cut, then the least important
 * dropped. A head is drawn where a column has one. Texts must be printable and bare of colour; no line is wider than
 * `style.width`, none ends in a space.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly Row[],
  style: Style,
  options?: TableOptions,
): string {
  const shown = fitColumns(columns, rows, style.width);
  const more = style.unicode ? '…' : '..';
  // cli-table3 measures with its own idea of emoji and knows only its own colours. So it lays out stand-ins of the
  // right width, and the texts take their places afterwards.
  const texts: string[] = [];
  const standIn = (text: string, width: number, paint?: Painter): string => {
    texts.push(paint ? paintCore(text, paint) : text);
    return STAND_IN.repeat(width);
  };
  const cellsOf = (cellOf: (fitted: FittedColumn) => Cell | string | undefined): CliTable.CellOptions[] =>
    shown.map((fitted, place) => {
      const cell = asCell(cellOf(fitted));
      const align = fitted.column.align === 'right' ? alignRight : alignLeft;
      const content = standIn(align(cell.text, fitted.width, more), fitted.width, cell.paint);
      return { content, style: { 'padding-right': place < shown.length - 1 ? 1 : 0 } };
    });

  const table = new CliTable({
    chars: charsOf(style.unicode, options?.frame ?? 'rule'),
    style: { 'padding-left': 0, head: [], border: [], compact: true },
    wordWrap: false,
  });
  if (columns.some(({ head }) => head !== '')) {
    // The types want text here; cells are taken as well, and the last must go without padding.
    const head: unknown[] = cellsOf(({ column }) => ({ text: column.head, paint: style.paint.dim }));
    table.options.head = head as string[];
  }
  const total = shown.reduce((sum, { width }) => sum + width + GAP, -GAP);
  for (const row of rows) {
    if ('line' in row) {
      const content = standIn(alignLeft(row.line(total), total, more), total, row.paint);
      table.push([{ content, colSpan: shown.length, style: { 'padding-right': 0 } }]);
    } else {
      table.push(cellsOf(({ index }) => row[index]));
    }
  }

  let next = 0;
  return table
    .toString()
    .replace(/\ue000+/g, () => texts[next++] ?? '')
    .replace(/ +$/gm, '');
}

/** Paints the text but not the spaces that align it. */
function paintCore(text: string, paint: Painter): string {
  const core = text.trim();
  if (core === '') return text;
  const start = text.indexOf(core);
  return text.slice(0, start) + paint(core) + text.slice(start + core.length);
}

interface FittedColumn {
  readonly column: Column;
  readonly index: number;
  width: number;
}

/** The columns that are shown and how wide each is, so that together they fit into `room`. */
function fitColumns(columns: readonly Column[], rows: readonly Row[], room: number): FittedColumn[] {
  let shown = columns
    .map((column, index) => ({ column, index, width: widestCell(rows, index) }))
    .filter(({ column, width }) => width > 0 || column.keep === undefined)
    .map((fitted) => ({ ...fitted, width: Math.max(fitted.width, textWidth(fitted.column.head), 1) }));
  const overflow = (widthOf: (fitted: FittedColumn) => number): number =>
    shown.reduce((sum, fitted) => sum + widthOf(fitted) + GAP, -GAP) - room;

  while (overflow(({ column, width }) => Math.min(width, column.min ?? width)) > 0) {
    const leastKept = Math.min(...shown.map(({ column }) => column.keep ?? Number.POSITIVE_INFINITY));
    if (leastKept === Number.POSITIVE_INFINITY) break;
    shown = shown.filter(({ column }) => column.keep !== leastKept);
  }
  for (let excess = overflow(({ width }) => width); excess > 0; excess -= 1) {
    const widest = widestOf(shown, (column) => column.min ?? Number.POSITIVE_INFINITY) ?? widestOf(shown, () => 1);
    if (widest) widest.width -= 1;
  }
  return shown;
}

/** The widest column that is still wider than its floor. */
function widestOf(shown: readonly FittedColumn[], floorOf: (column: Column) => number): FittedColumn | undefined {
  let widest: FittedColumn | undefined;
  for (const fitted of shown) {
    if (fitted.width > floorOf(fitted.column) && fitted.width > (widest?.width ?? 0)) widest = fitted;
  }
  return widest;
}

function widestCell(rows: readonly Row[], index: number): number {
  return rows.reduce(
    (widest, row) => ('line' in row ? widest : Math.max(widest, textWidth(asCell(row[index]).text))),
    0,
  );
}

function asCell(cell: Cell | string | undefined): Cell {
  return typeof cell === 'object' ? cell : { text: cell ?? '' };
}

function charsOf(unicode: boolean, frame: 'none' | 'rule'): Record<string, string> {
  const line = frame === 'none' ? '' : unicode ? '─' : '-';
  const outer = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'];
  const none = [...outer, 'left', 'left-mid', 'right', 'right-mid'];
  return {
    ...Object.fromEntries(none.map((name) => [name, ''])),
    mid: line,
    'mid-mid': line,
    middle: ' ',
  };
}
