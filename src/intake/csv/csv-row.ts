import { parseAmount, parseCurrency, readThousandths } from '../../bookings/money.ts';
import { DEFAULT_DURATION_MINUTES, MAX_DURATION_MINUTES } from '../../bookings/plan-booking.ts';
import { readIsoTime } from '../../time/iso-time.ts';
import { parseDurationMinutes } from '../../time/parse-duration.ts';
import { field, words } from '../../words.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { type Identity, type IncomingBooking, UnreadableError } from '../incoming.ts';
import { quote, readNotes, readOneLine, readUrl } from '../incoming-text.ts';
import { readStatusWord, type StatusMap } from '../status-words.ts';
import { type CellOf, type RowStart, type RowZone, readMoment } from './csv-start.ts';

/** A table has no UIDs. */
export type RowBooking = IncomingBooking & { readonly identity: Exclude<Identity, { kind: 'uid' }> };

/**
 * Reads one row as a booking. Throws UnreadableError or UsageError with the reason: a row is taken completely or not at
 * all.
 */
export function readRow(
  cell: CellOf,
  start: RowStart,
  zone: RowZone,
  given: {
    readonly line: number;
    readonly source?: string | undefined;
    readonly type?: string | undefined;
    readonly statusMap?: StatusMap | undefined;
  },
): RowBooking {
  const className = readOneLine(cell('class'), 'class name');
  if (className === null) throw new UnreadableError('It has no class name.');
  const source = given.source ?? readOneLine(cell('source'), 'source');
  const location = readOneLine(cell('location'), 'location');
  const externalId = readOneLine(cell('external_id'), 'external_id');
  const { status, isLateCancel } = readStatus(cell('status'), given.statusMap);
  const bookedAt = readMoment(cell('booked_at'), 'booked_at', zone);
  // A class that was cancelled and booked again occurs twice. Its `booked_at` tells the two apart.
  const key = bookedAt === null ? start.key : `${start.key} ${bookedAt}`;
  return {
    identity: identityOf({ source, className, location, externalId, start: key }),
    sequence: 0,
    lastModified: null,
    isCancelled: status === 'cancelled',
    className,
    type: given.type ?? readOneLine(cell('type'), 'type'),
    location,
    instructor: readOneLine(cell('instructor'), 'instructor'),
    startsLocal: start.startsLocal,
    zone: zone.name,
    startsAt: start.startsAt,
    durationMinutes: cell('duration') === '' && start.minutes ? start.minutes : readDuration(cell('duration')),
    status,
    source,
    externalId,
    price: readMoney(cell('price'), 'price'),
    lateFee: readMoney(cell('late_fee'), 'late_fee'),
    feePaid: readMoney(cell('fee_paid'), 'fee_paid'),
    currency: cell('currency') === '' ? null : parseCurrency(cell('currency')),
    ...readCancelBy(cell('cancel_by'), zone),
    isLateCancel,
    url: readKnown(cell('url'), 'url', readUrl),
    notes: readLines(cell('notes'), 'notes'),
    bookedAt,
    attendedAt: readMoment(cell('attended_at'), 'attended_at', zone),
    cancelledAt: readMoment(cell('cancelled_at'), 'cancelled_at', zone),
    cancellationReason: readOneLine(cell('cancellation_reason'), 'cancellation_reason'),
    review: null,
    line: given.line,
  };
}

function identityOf(said: {
  readonly source: string | null;
  readonly className: string;
  readonly location: string | null;
  readonly externalId: string | null;
  readonly start: string;
}): RowBooking['identity'] {
  const { externalId } = said;
  return externalId === null
    ? { kind: 'fingerprint', fingerprint: fingerprintOf(said) }
    : { kind: 'external', externalId };
}

/** The value of a cell; null where the cell is empty. Throws where `read` returns null. */
function readKnown<T>(text: string, what: string, read: (text: string) => T | null): T | null {
  const value = text === '' ? null : read(text);
  if (text !== '' && value === null)
    throw new UnreadableError(`The field ${what} cannot be understood: ${quote(text)}.`);
  return value;
}

function readStatus(text: string, map: StatusMap | undefined): Pick<IncomingBooking, 'status' | 'isLateCancel'> {
  const said = text === '' ? { status: null, isLateCancel: null } : readStatusWord(text, map);
  if (said !== null) return said;
  throw new UnreadableError(
    words`The status is not known: ${quote(text)}. Say what it means with ${field('mapStatus', 'WORD=STATUS')}.`,
  );
}

/** A text with line breaks. Throws where it is too long, since a row is never cut. */
function readLines(text: string, what: string): string | null {
  const { notes, isCut } = readNotes(text);
  if (isCut) throw new UnreadableError(`The field ${what} has more than 20,000 characters.`);
  return notes;
}

function readDuration(text: string): number {
  if (text === '') return DEFAULT_DURATION_MINUTES;
  const minutes = parseDurationMinutes(text);
  if (minutes > MAX_DURATION_MINUTES) throw new UnreadableError('It takes more than a week, which no class does.');
  return minutes;
}

function readMoney(text: string, what: string): number | null {
  return text === '' ? null : (readThousandths(text) ?? parseAmount(text, `The ${what}`));
}

/** A duration before the start, or a moment. */
function readCancelBy(text: string, zone: RowZone): Pick<IncomingBooking, 'cancelBy' | 'cancelByMinutes'> {
  if (text === '') return { cancelBy: null, cancelByMinutes: null };
  if (readIsoTime(text) === null) return { cancelBy: null, cancelByMinutes: parseDurationMinutes(text) };
  return { cancelBy: readMoment(text, 'cancel_by', zone), cancelByMinutes: null };
}
