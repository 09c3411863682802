import { stringify } from 'csv-stringify/sync';
import type { Booking, InstantText } from '../bookings/booking.ts';
import { formatAmount } from '../bookings/money.ts';
import { offsetBetween } from '../time/instant-text.ts';
import { type Bookings, buildInChunks } from './export-chunks.ts';

/** What a person wrote about a class, as far as the table has room for it. */
export interface CsvReview {
  /** 1–5. */
  readonly rating: number;
  readonly text: string | null;
  readonly createdAt: InstantText;
}

type Cell = string | number | null;
type Column = readonly [name: string, cellOf: (booking: Booking, review: CsvReview | null) => Cell];

/** The columns that `import` reads, in this order. */
const COLUMNS: readonly Column[] = [
  // With the offset: the second of two equal wall times is told from the first.
  ['starts_at', (booking) => booking.startsLocal + offsetBetween(booking.startsLocal, new Date(booking.startsAt))],
  ['class', (booking) => booking.className],
  ['zone', (booking) => booking.zone],
  ['duration', (booking) => booking.durationMinutes],
  ['type', (booking) => booking.classType],
  ['location', (booking) => booking.location],
  ['instructor', (booking) => booking.instructor],
  ['status', (booking) => booking.status],
  ['source', (booking) => booking.source],
  ['external_id', (booking) => booking.externalId],
  ['price', (booking) => amountOf(booking, booking.price)],
  ['currency', (booking) => booking.currency],
  ['late_fee', (booking) => amountOf(booking, booking.lateFee)],
  ['fee_paid', (booking) => amountOf(booking, booking.feePaid)],
  // Relative where it was given so, because it then moves with the class.
  ['cancel_by', (booking) => (booking.cancelByMinutes ? `${booking.cancelByMinutes}m` : booking.cancelBy)],
  ['url', (booking) => booking.url],
  ['notes', (booking) => booking.notes],
  ['booked_at', (booking) => booking.bookedAt],
  ['attended_at', (booking) => booking.attendedAt],
  ['cancelled_at', (booking) => booking.cancelledAt],
  ['cancellation_reason', (booking) => booking.cancellationReason],
  ['rating', (_, review) => review?.rating ?? null],
  ['review', (_, review) => review?.text ?? null],
  ['reviewed_at', (_, review) => review?.createdAt ?? null],
];

export const DELIMITERS = [',', ';', '\t'] as const;

export interface CsvOptions {
  /** What separates the cells; a comma where it is not said. */
  readonly delimiter?: (typeof DELIMITERS)[number];
  /** Begins with the mark of UTF-8, without which some spreadsheets take it for an older encoding. */
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
      COLUMNS.map(([, cellOf]) => cellOf(booking, review)),
      delimiter,
    );
  };
  const head = formatRow(
    COLUMNS.map(([name]) => name),
    delimiter,
  );
  return buildInChunks(bookings, hasBom ? `\ufeff${head}` : head, rowOf, '');
}

function formatRow(cells: readonly Cell[], delimiter: string): string {
  // By itself the library leaves a line break that is not its own record's end without quotes.
  return stringify([cells.map(guard)], { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
}

/**
 * A spreadsheet would run such a cell as a formula. The apostrophe keeps it text; the import takes exactly one
 * away, which is why a cell that begins with one gets another.
 */
function guard(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t']/.test(cell) ? `'${cell}` : cell;
}

function amountOf({ currency }: Booking, thousandths: number | null): Cell {
  return thousandths === null ? null : formatAmount(thousandths, currency);
}
