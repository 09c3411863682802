import { CsvError, parse } from 'csv-parse/sync';
import { FailureError } from '../../errors.ts';

/** Receives the rows of a table, and the lines that cannot be read. */
export interface RowTaker {
  /** `line` is where the row begins, from 1. Empty rows are left out. */
  take(cells: readonly string[], line: number): void;
  skip(line: number, reason: string): void;
}

/** How often reading continues after a quotation mark that is never closed. */
const MAX_RESTARTS = 5;
/** Limits against harmful input: characters in a row, and empty rows in sequence. */
const MAX_ROW_CHARACTERS = 1_000_000;
const MAX_EMPTY_ROWS = 10_000;
const MANY_EMPTY_CELLS = /([,;\t])\1{99999}/;

/**
 * Splits a text into rows (RFC 4180; a first line `sep=;`, as Excel writes it, is allowed). `delimiterOf` finds the
 * delimiter from the beginning of the text. Returns whether the text consists of whole rows: false where a quotation
 * mark is never closed, so that the text may break off inside of a cell, and where reading stopped early. Throws
 * FailureError for an endless row.
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
  /** Whether reading stops here. */
  readonly isEnd: boolean;
}

/** Stops the parser from its callback. */
class TooEmptyError extends Error {}

/** Gives every row to `taker`. Returns the row that cannot be read, or null. */
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
        // Count line breaks here: the library counts a CRLF inside of quotes twice.
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

/** The text after the first `count` lines. */
function afterLines(text: string, count: number): string {
  const end = /\r\n|[\r\n]/g;
  for (let line = 0; line < count; line += 1) if (!end.exec(text)) return '';
  return text.slice(end.lastIndex);
}
