import CliTable from 'cli-table3';
import { glyphsOf } from './glyphs.ts';
import type { Style } from './style.ts';
import { alignLeft, alignRight, textWidth, truncate } from './width.ts';

/** A column, and how it shrinks or disappears on a narrow terminal. */
export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
  /** The width down to which the column may be cut. Without it, the column is cut only as a last resort. */
  readonly min?: number;
  /** The greatest width, so that one long text does not take the room of other columns. */
  readonly most?: number;
  /** Where not all columns fit, those with the lowest number are dropped first. Without a number, never. */
  readonly keep?: number;
  /** Whether the column is shown only where all others fit uncut. */
  readonly isExtra?: boolean;
}

/** A cell. `text` has no colour, since it is measured and cut first; `paint` colours it afterwards. */
export interface Cell {
  readonly text: string;
  readonly paint?: Painter;
}

/** A row: a cell for each column, or a line across all of them. `width` is the width of the table. */
export type Row = readonly (Cell | string)[] | { readonly line: (width: number) => string; readonly paint?: Painter };

export interface TableOptions {
  /** `rule`: a line below the head. `none`: no line. */
  readonly frame?: 'none' | 'rule';
}

type Painter = (text: string) => string;

/** The columns between two columns: padding and separator of cli-table3. */
const GAP = 2;
/** Columns with a `min` are cut further, down to this, before columns without one are cut. */
const LEAST = 6;
const STAND_IN = '\ue000';
const STAND_INS = /\ue000+/g;

/**
 * Draws a table within the width of `style`. Empty columns are left out. Then wide columns are cut, and the least
 * important ones dropped. The head is drawn where any column has one. Texts must be printable and without colour. No
 * line is wider, and none ends with a space.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly Row[],
  style: Style,
  options?: TableOptions,
): string {
  const shown = fitColumns(columns, rows, style.tableWidth ?? style.width);
  const { ellipsis, line } = glyphsOf(style);
  const skeleton = drawSkeleton(shown, options?.frame === 'none' ? '' : line);
  const fill = (pattern: string, cellOf: (fitted: FittedColumn) => Cell | string | undefined): string => {
    const cells = shown.map((fitted) => renderCell(asCell(cellOf(fitted)), fitted, ellipsis));
    return pattern.replace(STAND_INS, () => cells.shift() ?? '').trimEnd();
  };

  const total = shown.reduce((sum, { width }) => sum + width + GAP, -GAP);
  const lines: string[] = [];
  if (columns.some(({ head }) => head !== '')) {
    lines.push(fill(skeleton.row, ({ column }) => ({ text: column.head, paint: style.paint.dim })));
    if (skeleton.rule !== null) lines.push(style.paint.dim(skeleton.rule));
  }
  for (const row of rows) {
    if ('line' in row) lines.push((row.paint ?? plain)(truncate(row.line(total), total, ellipsis)));
    else lines.push(fill(skeleton.row, ({ index }) => row[index]));
  }
  return lines.join('\n');
}

/** A row and the line below the head. Each cell is a run of {@link STAND_IN}. */
interface Skeleton {
  readonly row: string;
  readonly rule: string | null;
}

/**
 * Lets cli-table3 draw one head and one row, as a pattern for all rows. Given all rows, it would be slow, would measure
 * texts by its own rules and would know only its own colours: see docs/decisions/0015.
 */
function drawSkeleton(shown: readonly FittedColumn[], line: string): Skeleton {
  const cells = shown.map(({ width }, place) => ({
    content: STAND_IN.repeat(width),
    style: { 'padding-right': place < shown.length - 1 ? 1 : 0 },
  }));
  const table = new CliTable({
    chars: charsOf(line),
    style: { 'padding-left': 0, head: [], border: [], compact: false },
  });
  table.push(cells, cells);
  const [row = '', ...below] = table.toString().split('\n');
  return { row, rule: below.length > 1 ? (below[0] ?? null) : null };
}

function renderCell(cell: Cell, { column, width }: FittedColumn, ellipsis: string): string {
  const align = column.align === 'right' ? alignRight : alignLeft;
  const text = align(cell.text, width, ellipsis);
  return cell.paint ? paintCore(text, cell.paint) : text;
}

const plain = (text: string): string => text;

/** Paints the text, but not the spaces for alignment. */
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

/** The columns to show and their widths, so that they fit into `room`. */
function fitColumns(columns: readonly Column[], rows: readonly Row[], room: number): FittedColumn[] {
  let shown = columns
    .map((column, index) => ({ column, index, width: widestCell(rows, index) }))
    .filter(({ column, width }) => width > 0 || column.keep === undefined)
    .map((fitted) => ({ ...fitted, width: naturalWidth(fitted) }));
  const overflow = (widthOf: (fitted: FittedColumn) => number): number =>
    shown.reduce((sum, fitted) => sum + widthOf(fitted) + GAP, -GAP) - room;
  const dropWhile = (isTooWide: () => boolean, candidates: (column: Column) => boolean): void => {
    while (isTooWide()) {
      const [least] = shown
        .filter(({ column }) => column.keep !== undefined && candidates(column))
        .sort((a, b) => (a.column.keep ?? 0) - (b.column.keep ?? 0));
      if (!least) return;
      shown = shown.filter((fitted) => fitted !== least);
    }
  };

  dropWhile(
    () => overflow(({ width }) => width) > 0,
    ({ isExtra }) => isExtra === true,
  );
  dropWhile(
    () => overflow(({ column, width }) => Math.min(width, column.min ?? width)) > 0,
    () => true,
  );
  for (let excess = overflow(({ width }) => width); excess > 0; excess -= 1) {
    const widest =
      widestOf(shown, ({ min }) => min ?? Number.POSITIVE_INFINITY) ??
      widestOf(shown, ({ min }) => (min === undefined ? Number.POSITIVE_INFINITY : LEAST)) ??
      widestOf(shown, () => 1);
    if (widest) widest.width -= 1;
  }
  return shown;
}

function naturalWidth({ column, width }: FittedColumn): number {
  return Math.min(Math.max(width, textWidth(column.head), 1), column.most ?? Number.POSITIVE_INFINITY);
}

/** The widest column that is wider than its lower limit. */
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

/** The characters of the frame: only the line below the head. */
function charsOf(line: string): Record<string, string> {
  const outer = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'];
  const none = [...outer, 'left', 'left-mid', 'right', 'right-mid'];
  return {
    ...Object.fromEntries(none.map((name) => [name, ''])),
    mid: line,
    'mid-mid': line,
    middle: ' ',
  };
}
