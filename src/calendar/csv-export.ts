import { stringify } from 'csv-stringify/sync';
import type { Booking, InstantText } from '../bookings/booking.ts';
import { type BookingField, CSV_COLUMNS, fieldNamed } from '../bookings/booking-fields.ts';
import { formatAmount } from '../bookings/money.ts';
import { offsetBetween } from '../time/instant-text.ts';
import { type Bookings, buildInChunks } from './export-chunks.ts';

/** The fields of a review that have columns in the table. */
export interface CsvReview {
  /** 1–5. */
  readonly rating: number;
  readonly text: string | null;
  readonly createdAt: InstantText;
}

type Cell = string | number | null;
const FIELDS = CSV_COLUMNS.map((column) => fieldNamed('csv', column));
const REVIEW_COLUMNS = ['rating', 'review', 'reviewed_at'];

/** A field as a cell, in a form that `import` reads. */
function cellOf(booking: Booking, { name, kind }: BookingField): Cell {
  // With the offset, because a wall time can exist twice.
  if (kind === 'wall') return booking.startsLocal + offsetBetween(booking.startsLocal, new Date(booking.startsAt));
  // Minutes before the start where it was given so, because such a limit moves with the class.
  if (name === 'cancelBy' && booking.cancelByMinutes) return `${booking.cancelByMinutes}m`;
  const value = booking[name] as Cell;
  return kind === 'amount' && typeof value === 'number' ? formatAmount(value, booking.currency) : value;
}

export const DELIMITERS = [',', ';', '\t'] as const;

export interface CsvOptions {
  /** The separator of cells; a comma where absent. */
  readonly delimiter?: (typeof DELIMITERS)[number];
  /** Begins with a byte order mark. Without it, some spreadsheets do not recognise UTF-8. */
  readonly hasBom?: boolean;
  readonly reviewOf?: (booking: Booking) => CsvReview | null;
}

/** The bookings as a table (RFC 4180) with a header line, in chunks of about 64 KB; instants are ISO 8601. */
export function buildCsv(
  bookings: Bookings,
  { reviewOf, delimiter = ',', hasBom = false }: CsvOptions = {},
): AsyncGenerator<string, void, undefined> {
  const rowOf = (booking: Booking) => {
    const review = reviewOf?.(booking) ?? null;
    return formatRow(
      [
        ...FIELDS.map((field) => cellOf(booking, field)),
        ...[review?.rating ?? null, review?.text ?? null, review?.createdAt ?? null],
      ],
      delimiter,
    );
  };
  const head = formatRow([...CSV_COLUMNS, ...REVIEW_COLUMNS], delimiter);
  return buildInChunks(bookings, hasBom ? `\ufeff${head}` : head, rowOf, '');
}

function formatRow(cells: readonly Cell[], delimiter: string): string {
  // The library quotes only its own line break, CRLF; others must be quoted too.
  return stringify([cells.map(guard)], { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
}

/**
 * Puts an apostrophe before text that a spreadsheet would run as a formula. The import removes exactly one apostrophe,
 * so text that begins with an apostrophe gets a second one.
 */
function guard(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t']/.test(cell) ? `'${cell}` : cell;
}
