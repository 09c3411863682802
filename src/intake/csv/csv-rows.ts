import { CsvError, parse } from 'csv-parse/sync';
import { FailureError } from '../../errors.ts';

/** Who takes the rows of a table, and hears of what is none. */
export interface RowTaker {
  /** `line` is where the row begins, counted from 1. Rows without any text are left out. */
  take(cells: readonly string[], line: number): void;
  skip(line: number, reason: string): void;
}

/** How often reading starts anew after a quotation mark that nothing closes. */
const MAX_RESTARTS = 5;
/** More in a row, or more rows of nothing, was not made by a person, and would take minutes to read. */
const MAX_ROW_CHARACTERS = 1_000_000;
const MAX_EMPTY_ROWS = 10_000;
const MANY_EMPTY_CELLS = /([,;\t])\1{99999}/;

/**
 * Splits a text into rows (RFC 4180; also a first line `sep=;`, as Excel writes it). `delimiterOf` says by the
 * beginning what separates the cells. Gives whether all of it is rows: false where a quotation mark is never closed,
 * so that the text may break off in a cell, and where reading is given up. Throws FailureError for a row without end.
 */
export function splitRows(source: string, delimiterOf: (text: string) => string, taker: RowTaker): boolean {
  const [mark = '', separator] = /^\ufeff?(?:sep=(.)(?:\r\n|\r|\n))?/i.exec(source) ?? [];
  let rest = source.slice(mark.length);
  let line = separator === undefined ? 1 : 2;
  const delimiter = separator ?? delimiterOf(rest);
  if (MANY_EMPTY_CELLS.test(rest)) {
    throw new FailureError('not_a_table', 'This is not a table of classes: it has a row of 100,000 empty cells.');
  }
  let isWhole = true;
  for (let restart = 0; rest !== ''; restart += 1) {
    const broken = readRows(rest, line, delimiter, taker);
    if (broken === null) return isWhole;
    isWhole = false;
    taker.skip(broken.line, broken.reason);
    if (broken.isEnd) return isWhole;
    if (restart === MAX_RESTARTS) {
      taker.skip(broken.line + 1, 'From here on nothing is read: too many quotation marks are never closed.');
      return isWhole;
    }
    rest = afterLines(rest, broken.line - line + 1);
    line = broken.line + 1;
  }
  return isWhole;
}

interface BrokenRow {
  readonly line: number;
  readonly reason: string;
  /** Whether nothing after it is worth reading. */
  readonly isEnd: boolean;
}

/** Ends the parser's work from within. */
class TooEmptyError extends Error {}

/** Gives every row to `taker`; where one never ends, says which and why. */
function readRows(text: string, firstLine: number, delimiter: string, taker: RowTaker): BrokenRow | null {
  let line = firstLine;
  let emptyRows = 0;
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: MAX_ROW_CHARACTERS,
      on_record: (cells: string[]) => {
        emptyRows = cells.every((cell) => cell.trim() === '') ? emptyRows + 1 : 0;
        if (emptyRows === 0) taker.take(cells, line);
        if (emptyRows > MAX_EMPTY_ROWS) throw new TooEmptyError();
        // The library counts a CRLF inside quotes twice.
        line += 1 + cells.reduce((count, cell) => count + lineBreaksIn(cell), 0);
        return null;
      },
    });
    return null;
  } catch (error) {
    if (error instanceof TooEmptyError) return { line, reason: TOO_EMPTY, isEnd: true };
    const reason = REASONS.get(error instanceof CsvError ? error.code : '');
    if (reason !== undefined) return { line, reason, isEnd: false };
    throw error;
  }
}

const TOO_EMPTY = 'After 10,000 empty rows nothing more is read.';
const REASONS: ReadonlyMap<string, string> = new Map([
  ['CSV_QUOTE_NOT_CLOSED', 'A quotation mark in it is never closed.'],
  ['CSV_MAX_RECORD_SIZE', 'It has more than 1,000,000 characters, or a quotation mark in it is never closed.'],
]);

function lineBreaksIn(cell: string): number {
  return /[\r\n]/.test(cell) ? (cell.match(/\r\n|[\r\n]/g)?.length ?? 0) : 0;
}

/** The text after so many lines. */
function afterLines(text: string, count: number): string {
  const end = /\r\n|[\r\n]/g;
  for (let line = 0; line < count; line += 1) if (!end.exec(text)) return '';
  return text.slice(end.lastIndex);
}
