import { FailureError } from '../errors.ts';

/** The columns of a table of classes, by their usual names. */
export const COLUMNS = [
  'starts_at',
  'date',
  'time',
  'class',
  'zone',
  'duration',
  'type',
  'location',
  'instructor',
  'status',
  'source',
  'external_id',
  'price',
  'currency',
  'late_fee',
  'fee_paid',
  'cancel_by',
  'url',
  'notes',
  'booked_at',
  'attended_at',
  'cancelled_at',
  'cancellation_reason',
  'rating',
  'review',
  'reviewed_at',
] as const;
export type Column = (typeof COLUMNS)[number];

const ALIASES: ReadonlyMap<string, Column> = new Map([
  ['studio', 'location'],
  ['class_name', 'class'],
  ['duration_minutes', 'duration'],
  ['canceled_at', 'cancelled_at'],
]);

const MAX_HEADER = 100_000;
const DELIMITERS = [',', ';', '\t'] as const;

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

/** What separates the cells: what makes the most of the header line known. Excel writes `;` or tabs in many countries. */
export function delimiterOf(headerLine: string): ',' | ';' | '\t' {
  const known = (delimiter: string) => headerLine.split(delimiter).filter((cell) => columnNamed(cell)).length;
  if (headerLine.length > MAX_HEADER) return ',';
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
