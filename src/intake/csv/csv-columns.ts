import { CSV_COLUMNS, type FieldKind, fieldNamed } from '../../bookings/booking-fields.ts';
import { FailureError } from '../../errors.ts';

/** The columns of a table of classes, by their usual names. */
export const COLUMNS = [...CSV_COLUMNS, 'date', 'time', 'rating', 'review', 'reviewed_at'] as const;
export type Column = (typeof COLUMNS)[number];

function ofKind(kind: FieldKind): Column[] {
  return CSV_COLUMNS.filter((column) => fieldNamed('csv', column).kind === kind);
}

/** Columns that hold a date, or a date and a time. */
export const DATES: readonly Column[] = [...ofKind('wall'), 'date', ...ofKind('instant'), 'reviewed_at'];
export const AMOUNTS: readonly Column[] = ofKind('amount');

const ALIASES: ReadonlyMap<string, Column> = new Map([
  ['studio', 'location'],
  ['class_name', 'class'],
  ['duration_minutes', 'duration'],
  ['canceled_at', 'cancelled_at'],
]);

const MAX_HEADER = 100_000;
const DELIMITERS = [',', ';', '\t'] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** Which cell of a row is which column. */
export interface TableHead {
  readonly indexOf: ReadonlyMap<Column, number>;
  /** Headings that mean nothing here, as they stand. */
  readonly unknown: readonly string[];
}

/** Finds the columns in a header row, in any order; the first of two of the same name counts. */
export function readHead(cells: readonly string[]): TableHead {
  const indexOf = new Map<Column, number>();
  const unknown: string[] = [];
  cells.forEach((cell, index) => {
    const column = columnNamed(cell);
    if (column && !indexOf.has(column)) indexOf.set(column, index);
    else if (cell.trim() !== '') unknown.push(cell.trim());
  });
  return { indexOf, unknown };
}

/** Whether a row of these columns can say what a class is and when. */
export function isUsable({ indexOf }: TableHead): boolean {
  return indexOf.has('class') && (indexOf.has('starts_at') || (indexOf.has('date') && indexOf.has('time')));
}

/** Throws FailureError where the columns do not make a table of classes. */
export function requireUsable(head: TableHead): void {
  if (isUsable(head)) return;
  const missing = head.indexOf.has('class') ? '“starts_at” (or “date” and “time”)' : '“class”';
  throw new FailureError(
    'not_a_table',
    `This is not a table of classes: its first line has no column ${missing}.`,
    'Name the columns in the first line, such as starts_at,class,location,status.',
  );
}

/** So many lines may stand above the names of the columns: a title, whose bookings they are, from when to when. */
export const MAX_LINES_ABOVE = 30;

/** What begins as a table may: the line that names its columns, and what separates its cells. */
export interface HeadLine {
  readonly delimiter: Delimiter;
  /** Whether the line names what a table of classes needs. */
  readonly isUsable: boolean;
}

/** Finds the line that names the columns; the first line where none does. */
export function findHeadLine(text: string): HeadLine {
  const lines = text
    .slice(0, MAX_HEADER)
    .split(/[\r\n]+/, 2 * MAX_LINES_ABOVE)
    .filter((line) => line.trim() !== '');
  for (const line of lines.slice(0, MAX_LINES_ABOVE + 1)) {
    const delimiter = delimiterOf(line);
    if (isUsable(readHead(line.split(delimiter)))) return { delimiter, isUsable: true };
  }
  return { delimiter: delimiterOf(lines[0] ?? ''), isUsable: false };
}

/** What separates the cells: what makes the most of the header line known. Excel writes `;` or tabs in many countries. */
function delimiterOf(headerLine: string): Delimiter {
  const known = (delimiter: string) => headerLine.split(delimiter).filter((cell) => columnNamed(cell)).length;
  return DELIMITERS.reduce((best, each) => (known(each) > known(best) ? each : best));
}

function columnNamed(heading: string): Column | undefined {
  const name = heading
    .slice(0, 200)
    .replace(/^\ufeff/, '')
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return COLUMNS.find((column) => column === name) ?? ALIASES.get(name);
}
