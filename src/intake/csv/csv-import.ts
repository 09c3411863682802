import { type Words, words } from '../../words.ts';
import { decodeText } from '../decode-text.ts';
import {
  type IncomingBooking,
  type IncomingReview,
  oneOrMany,
  type ReadResult,
  reasonOf,
  type Skip,
  UnreadableError,
} from '../incoming.ts';
import type { StatusMap } from '../status-words.ts';
import { TableAmounts } from './csv-amounts.ts';
import {
  AMOUNTS,
  type Column,
  DATES,
  findHeadLine,
  isUsable,
  MAX_LINES_ABOVE,
  readHead,
  requireUsable,
  type TableHead,
} from './csv-columns.ts';
import { type DateOrder, TableDates } from './csv-dates.ts';
import { readReview } from './csv-review.ts';
import { type RowBooking, readRow } from './csv-row.ts';
import { type RowTaker, splitRows } from './csv-rows.ts';
import { type CellOf, type RowZone, RowZones, readStart } from './csv-start.ts';

export interface TableReading {
  readonly homeZone: string;
  /** The zone for rows that name none, instead of the home zone. */
  readonly zone?: string | undefined;
  /** Set for every class, whatever the table says. */
  readonly source?: string | undefined;
  readonly type?: string | undefined;
  /** The order of dates such as 8/11/2026. Without it, the table has to tell. */
  readonly dateOrder?: DateOrder | undefined;
  /** The person's own meanings of status words. They come before the known words. */
  readonly statusMap?: StatusMap | undefined;
}

/**
 * Reads a table of classes (RFC 4180, and the variants of Excel): a header line with columns in any order, and one
 * class per row. Lines above the header are left out. A row may be unclear on its own and be decided by other rows of
 * its column. A row with any error is skipped, with the reason. Throws FailureError where no line is a header.
 */
export function readTable(source: string | Uint8Array, options: TableReading): ReadResult {
  const table = new Table(options);
  const text = typeof source === 'string' ? source : decodeText(source).text;
  const isWhole = splitRows(text, (beginning) => findHeadLine(beginning).delimiter, table);
  return { ...table.finish(), ...(!isWhole && { isCutOff: true }) };
}

/** The state of reading one table. */
class Table implements RowTaker {
  readonly #options: TableReading;
  readonly #zones: RowZones;
  readonly #bookings: IncomingBooking[] = [];
  readonly #skipped: Skip[] = [];
  readonly #seen = new Map<string, number>();
  readonly #dates: TableDates;
  readonly #amounts = new TableAmounts();
  /** Rows that wait: the first one that needs later rows, and all after it. */
  readonly #waiting: { readonly cells: readonly string[]; readonly line: number }[] = [];
  /** Lines above the header. */
  readonly #above: { readonly head: TableHead; readonly line: number }[] = [];
  #head: TableHead | null = null;
  #earlierOfTwo = 0;

  constructor(options: TableReading) {
    this.#options = options;
    this.#zones = new RowZones(options.zone ?? options.homeZone);
    this.#dates = new TableDates(options.dateOrder ?? null);
  }

  take(cells: readonly string[], line: number): void {
    if (this.#head === null) this.#seekHead(cells, line);
    else if (this.#learn(this.#head, cells) || this.#waiting.length > 0) this.#waiting.push({ cells, line });
    else this.#read(this.#head, cells, line);
  }

  #seekHead(cells: readonly string[], line: number): void {
    const head = readHead(cells);
    if (isUsable(head)) this.#head = head;
    else this.#above.push({ head, line });
    if (this.#above.length > MAX_LINES_ABOVE) this.#requireHead();
  }

  /** Throws FailureError about the first line where there is no header. */
  #requireHead(): TableHead {
    if (this.#head !== null) return this.#head;
    const head = this.#above[0]?.head ?? readHead([]);
    requireUsable(head);
    return head;
  }

  /** Learns from the cells of a row. Returns whether the row has to wait for later rows. */
  #learn({ indexOf }: TableHead, cells: readonly string[]): boolean {
    const textOf = (column: Column) => cellText(cells[indexOf.get(column) ?? -1]);
    const dates = DATES.filter((column) => indexOf.has(column) && this.#dates.learn(column, textOf(column)));
    const amounts = AMOUNTS.filter((column) => indexOf.has(column) && this.#amounts.learn(textOf(column)));
    return dates.length + amounts.length > 0;
  }

  #read(head: TableHead, cells: readonly string[], line: number): void {
    const textOf = (column: Column) => cellText(cells[head.indexOf.get(column) ?? -1]);
    const cellOf = (column: Column) => {
      const text = textOf(column);
      if (DATES.includes(column)) return this.#dates.toIso(column, text);
      return AMOUNTS.includes(column) ? this.#amounts.toDecimal(text, column, textOf('currency')) : text;
    };
    try {
      this.#book(cellOf, line);
    } catch (error) {
      this.skip(line, reasonOf(error), nameOf(textOf));
    }
  }

  skip(line: number, reason: Words, uid: string | null = null): void {
    this.#skipped.push({ uid, line, reason });
  }

  finish(): ReadResult {
    const head = this.#requireHead();
    for (const { cells, line } of this.#waiting) this.#read(head, cells, line);
    const { unknown } = head;
    const notes = describeAbove(this.#above.map(({ line }) => line));
    if (unknown.length > 0) notes.push(`Columns that are not read: ${unknown.slice(0, 20).join(', ')}.`);
    if (this.#earlierOfTwo > 0) {
      const rows = oneOrMany(this.#earlierOfTwo, 'row', 'rows');
      notes.push(
        `${rows} at a time that comes twice as clocks go back: read as the earlier; an offset tells them apart.`,
      );
    }
    return { bookings: this.#bookings, skipped: this.#skipped, notes };
  }

  #book(cellOf: CellOf, line: number): void {
    const zone = this.#zones.find(cellOf('zone'));
    const start = readStart(cellOf, zone);
    const booking = readRow(cellOf, start, zone, { ...this.#options, line });
    const key = keyOf(booking.identity, booking.source);
    const first = this.#seen.get(key);
    if (first !== undefined) throw new UnreadableError(`It is the same class as in line ${first}.`);
    this.#seen.set(key, line);
    if (start.isEarlierOfTwo) this.#earlierOfTwo += 1;
    this.#bookings.push({ ...booking, review: this.#reviewIn(cellOf, zone, line) });
  }

  /** A wrong review does not prevent the class from being taken. */
  #reviewIn(cellOf: CellOf, zone: RowZone, line: number): IncomingReview | null {
    try {
      return readReview(cellOf, zone);
    } catch (error) {
      this.skip(line, words`${reasonOf(error)} The class is taken without a review.`, nameOf(cellOf));
      return null;
    }
  }
}

/** `Lines 1, 2, 4 stand above the names of the columns and are left out.` */
function describeAbove(lines: readonly number[]): string[] {
  if (lines.length === 0) return [];
  const which = lines.length === 1 ? `Line ${lines[0]} stands` : `Lines ${lines.join(', ')} stand`;
  return [`${which} above the names of the columns and ${lines.length === 1 ? 'is' : 'are'} left out.`];
}

/** The text of a cell without the leading apostrophe, which stops spreadsheets from running it as a formula. */
function cellText(cell = ''): string {
  return (cell.startsWith("'") ? cell.slice(1) : cell).trim();
}

/** The external id of the row; null where it has none. */
function nameOf(cellOf: CellOf): string | null {
  return cellOf('external_id').slice(0, 200) || null;
}

/** A fingerprint includes the source already. An external id is unique within its source only. */
function keyOf(identity: RowBooking['identity'], source: string | null): string {
  return identity.kind === 'fingerprint' ? identity.fingerprint : `${source ?? ''}\n${identity.externalId}`;
}
