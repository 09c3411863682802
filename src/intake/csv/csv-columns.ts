import { CSV_COLUMNS, type FieldKind, fieldNamed } from '../../bookings/booking-fields.ts';
import { FailureError } from '../../errors.ts';

/** The columns of a table of classes. */
export const COLUMNS = [...CSV_COLUMNS, 'date', 'time', 'rating', 'review', 'reviewed_at'] as const;
export type Column = (typeof COLUMNS)[number];

function ofKind(kind: FieldKind): Column[] {
  return CSV_COLUMNS.filter((column) => fieldNamed('csv', column).kind === kind);
}

/** Columns with a date, or with a date and a time. */
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

/** Which cell of a row belongs to which column. */
export interface TableHead {
  readonly indexOf: ReadonlyMap<Column, number>;
  /** Unknown headings, unchanged. */
  readonly unknown: readonly string[];
}

/** Finds the columns in a header row, in any order. Of two with the same name, the first counts. */
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

/** Whether rows with these columns can name a class and its start. */
export function isUsable({ indexOf }: TableHead): boolean {
  return indexOf.has('class') && (indexOf.has('starts_at') || (indexOf.has('date') && indexOf.has('time')));
}

/** Throws FailureError where the columns are not enough for a table of classes. */
export function requireUsable(head: TableHead): void {
  if (isUsable(head)) return;
  const missing = head.indexOf.has('class') ? '“starts_at” (or “date” and “time”)' : '“class”';
  throw new FailureError(
    'not_a_table',
    `This is not a table of classes: its first line has no column ${missing}.`,
    'Name the columns in the first line, such as starts_at,class,location,status.',
  );
}

/** At most this many lines may precede the header: a title, the name of the person, a period. */
export const MAX_LINES_ABOVE = 30;

/** The header line of a table, and the delimiter of its cells. */
export interface HeadLine {
  readonly delimiter: Delimiter;
  /** Whether the line has the columns that a table of classes needs. */
  readonly isUsable: boolean;
}

/** Finds the header line; the first line where no line is a header. */
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

/** The delimiter that gives the most known columns in the header. Excel writes `;` or tabs in many countries. */
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
