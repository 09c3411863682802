import { type Column, delimiterOf, readHead, requireUsable, type TableHead } from './csv-columns.ts';
import { readReview } from './csv-review.ts';
import { type RowBooking, readRow } from './csv-row.ts';
import { type RowTaker, splitRows } from './csv-rows.ts';
import { type CellOf, type RowZone, RowZones, readStart } from './csv-start.ts';
import { decodeText } from './decode-text.ts';
import {
  type IncomingBooking,
  type IncomingReview,
  oneOrMany,
  type ReadResult,
  reasonOf,
  type Skip,
  UnreadableError,
} from './incoming.ts';

export interface TableReading {
  readonly homeZone: string;
  /** For rows without a zone, in place of the home zone. */
  readonly zone?: string | undefined;
  /** What every class gets, whatever the table says. */
  readonly source?: string | undefined;
  readonly type?: string | undefined;
}

const NO_HEAD: TableHead = { indexOf: new Map(), unknown: [] };

/**
 * Reads a table of classes (RFC 4180, and what Excel makes of it): a header line with the columns in any order,
 * and a class a row. A row that is wrong anywhere is skipped with its reason. Throws FailureError where the first
 * line does not make it such a table.
 */
export function readTable(source: string | Uint8Array, options: TableReading): ReadResult {
  const table = new Table(options);
  const text = typeof source === 'string' ? source : decodeText(source).text;
  const isWhole = splitRows(text, delimiterOf, table);
  return { ...table.finish(), ...(!isWhole && { isCutOff: true }) };
}

/** The state of reading one table. */
class Table implements RowTaker {
  readonly #options: TableReading;
  readonly #zones: RowZones;
  readonly #bookings: IncomingBooking[] = [];
  readonly #skipped: Skip[] = [];
  readonly #seen = new Map<string, number>();
  #head: TableHead = NO_HEAD;
  #earlierOfTwo = 0;

  constructor(options: TableReading) {
    this.#options = options;
    this.#zones = new RowZones(options.zone ?? options.homeZone);
  }

  take(cells: readonly string[], line: number): void {
    if (this.#head === NO_HEAD) {
      this.#head = readHead(cells);
      requireUsable(this.#head);
      return;
    }
    const { indexOf } = this.#head;
    const cellOf = (column: Column) => cellText(cells[indexOf.get(column) ?? -1]);
    try {
      this.#book(cellOf, line);
    } catch (error) {
      this.skip(line, reasonOf(error), nameOf(cellOf));
    }
  }

  skip(line: number, reason: string, uid: string | null = null): void {
    this.#skipped.push({ uid, line, reason });
  }

  finish(): ReadResult {
    requireUsable(this.#head);
    const { unknown } = this.#head;
    const notes: string[] = [];
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
    if (first !== undefined) throw new UnreadableError(`It is the class of line ${first} once more.`);
    this.#seen.set(key, line);
    if (start.isEarlierOfTwo) this.#earlierOfTwo += 1;
    this.#bookings.push({ ...booking, review: this.#reviewIn(cellOf, zone, line) });
  }

  /** A class is worth taking without its review. */
  #reviewIn(cellOf: CellOf, zone: RowZone, line: number): IncomingReview | null {
    try {
      return readReview(cellOf, zone);
    } catch (error) {
      this.skip(line, `${reasonOf(error)} The class is taken without a review.`, nameOf(cellOf));
      return null;
    }
  }
}

/** A cell without the apostrophe that keeps a spreadsheet from running it. */
function cellText(cell = ''): string {
  return (cell.startsWith("'") ? cell.slice(1) : cell).trim();
}

/** What the table itself calls the row. */
function nameOf(cellOf: CellOf): string | null {
  return cellOf('external_id').slice(0, 200) || null;
}

/** The fingerprint holds the source already; a number is one of its system's only. */
function keyOf(identity: RowBooking['identity'], source: string | null): string {
  return identity.kind === 'fingerprint' ? identity.fingerprint : `${source ?? ''}\n${identity.externalId}`;
}
