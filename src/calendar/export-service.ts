import type { Booking } from '../bookings/booking.ts';
import { type BookingContext, daysOf, momentOf } from '../bookings/booking-context.ts';
import type { BookingFilter } from '../bookings/booking-filter.ts';
import { countBookings, listZones, streamBookings } from '../bookings/booking-query.ts';
import { resolveReference, SCOPES } from '../bookings/booking-reference.ts';
import { checkFilter, type DayReading, type SaidFilter } from '../bookings/said-filter.ts';
import { saidChoice, saidFields, saidFlag, saidText, saidTextOrNothing } from '../bookings/said-values.ts';
import type { Store } from '../db/store.ts';
import { UsageError } from '../errors.ts';
import { field, words } from '../words.ts';
import { buildCsv, type CsvOptions, DELIMITERS } from './csv-export.ts';
import { buildGoogleLink } from './google-link.ts';
import { type AlarmsOf, buildCalendar } from './ics-export.ts';
import { buildJson, type JsonOptions } from './json-export.ts';
import type { VdirReport } from './vdir.ts';
import { fillVdir, type VdirContext } from './vdir-service.ts';

const FORMATS = ['ics', 'csv', 'json'] as const;
export type ExportFormat = (typeof FORMATS)[number];

/** A request for an export, not checked yet. */
export interface SaidExport {
  /** One booking, by its id or in words; where absent, all that match the filter. */
  readonly reference?: string | undefined;
  readonly filter?: SaidFilter | undefined;
  /** `ics`, `csv` or `json`; `ics` where absent. */
  readonly format?: string | undefined;
  /** The separator of a table: `,`, `;` or `tab`. */
  readonly delimiter?: string | undefined;
  /** Puts a byte order mark before a table, for spreadsheets. */
  readonly bom?: boolean | undefined;
  /** Writes the times of a calendar as wall times with the rules of their zone; else in UTC. */
  readonly localTimes?: boolean | undefined;
  /** Leaves cancelled classes out of a calendar. */
  readonly omitCancelled?: boolean | undefined;
}

/** What an export needs from other features; app.ts provides it. */
export interface ExportParts {
  /** Reads the reviews and pauses to export with the bookings that match. */
  readonly readRecord: (store: Store, filter: BookingFilter) => Promise<Required<JsonOptions>>;
  readonly readAlarms: (store: Store) => Promise<AlarmsOf>;
}

export interface DocumentParts extends ExportParts {
  /** The public shape of a booking. */
  readonly toBookingJson: (booking: Booking) => object;
}

/** A document in chunks of text, and the number of bookings in it. */
export interface ExportedDocument {
  readonly format: ExportFormat;
  readonly chunks: AsyncIterable<string>;
  readonly count: number;
}

/** All bookings that match, or one, as a document. Throws UsageError where a value is wrong, NotFoundError. */
export async function exportDocument(
  context: BookingContext,
  { readRecord, readAlarms, toBookingJson }: DocumentParts,
  said: SaidExport,
): Promise<ExportedDocument> {
  const { reference, filter, format, table, hasLocalTimes, omitCancelled } = await checkExport(said, daysOf(context));
  const { store } = context;
  const one = reference === undefined ? null : await findOne(context, reference);
  const bookings = one ? [one] : streamBookings(store, filter);
  const count = one ? 1 : await countBookings(store, filter);
  if (format === 'ics') {
    const zones = hasLocalTimes ? (one ? [one.zone] : await listZones(store, filter)) : [];
    const calendar = { name: 'Classes', localZones: zones, alarmsOf: await readAlarms(store), omitCancelled };
    return { format, count, chunks: buildCalendar(bookings, calendar) };
  }
  const whole = await readRecord(store, filter);
  const record = one ? { reviews: whole.reviews.filter(({ bookingId }) => bookingId === one.id) } : whole;
  const chunks =
    format === 'json'
      ? buildJson(bookings, toBookingJson, record)
      : buildCsv(bookings, { ...table, reviewOf: reviewsIn(record) });
  return { format, count, chunks };
}

/** The link that adds one booking to a Google calendar. Throws NotFoundError. */
export async function exportGoogleLink(context: BookingContext, reference: string): Promise<string> {
  return buildGoogleLink(await findOne(context, saidText(reference, 'The booking')));
}

/**
 * Fills a folder with the bookings that match, one .ics file each, and removes numina's other files from it. Calls
 * `onProgress` from time to time with the number of bookings done.
 */
export async function exportFolder(
  context: BookingContext,
  parts: Omit<VdirContext, 'store'>,
  folder: string,
  said: Pick<SaidExport, 'filter' | 'localTimes' | 'omitCancelled'>,
  onProgress: (count: number) => void,
): Promise<VdirReport> {
  const { filter, hasLocalTimes, omitCancelled } = await checkExport(said, daysOf(context));
  const { store } = context;
  return fillVdir({ store, ...parts }, folder, { filter, hasLocalTimes, omitCancelled, onProgress });
}

interface CheckedExport {
  readonly reference: string | undefined;
  readonly filter: BookingFilter;
  readonly format: ExportFormat;
  /** How a table is written. */
  readonly table: Pick<CsvOptions, 'delimiter' | 'hasBom'>;
  readonly hasLocalTimes: boolean;
  readonly omitCancelled: boolean;
}

const NAMES = [
  ...['reference', 'filter', 'format', 'delimiter', 'bom'],
  ...['localTimes', 'omitCancelled'],
] as const satisfies readonly (keyof SaidExport)[];

/** Checks a request for an export. Throws UsageError for the first wrong value. */
export async function checkExport(request: SaidExport, days: DayReading): Promise<CheckedExport> {
  const said = Object.fromEntries(saidFields(request, 'An export', NAMES)) as SaidExport;
  const format = saidChoice(said.format ?? 'ics', field('format'), FORMATS);
  return {
    reference: saidTextOrNothing(said.reference, 'The booking'),
    format,
    table: checkTable(said, format),
    hasLocalTimes: saidFlag(said.localTimes, field('localTimes')),
    omitCancelled: saidFlag(said.omitCancelled, field('omitCancelled')),
    filter: await checkFilter(said.filter ?? {}, days),
  };
}

function checkTable({ delimiter: given, bom }: SaidExport, format: ExportFormat): CheckedExport['table'] {
  const said = saidTextOrNothing(given, field('delimiter'));
  const hasBom = saidFlag(bom, field('bom'));
  if (format !== 'csv' && (said !== undefined || hasBom)) {
    const option = said === undefined ? field('bom') : field('delimiter');
    throw new UsageError('wrong_option', words`${option} is for a table.`, words`Add ${field('format', 'csv')}.`);
  }
  const delimiter = DELIMITERS.find((each) => each === (said === 'tab' || said === '\\t' ? '\t' : (said ?? ',')));
  if (delimiter !== undefined) return { delimiter, hasBom };
  throw new UsageError(
    'bad_delimiter',
    words`${field('delimiter')} cannot be “${said ?? ''}”.`,
    "Use ',', ';' or tab.",
  );
}

function findOne(context: BookingContext, reference: string): Promise<Booking> {
  return resolveReference(context.store, reference, SCOPES.any, momentOf(context));
}

/** Gives a function that finds the review of a booking. */
function reviewsIn({ reviews }: { readonly reviews: NonNullable<JsonOptions['reviews']> }) {
  const byBooking = new Map(reviews.map((review) => [review.bookingId, review]));
  return ({ id }: Booking) => byBooking.get(id) ?? null;
}
