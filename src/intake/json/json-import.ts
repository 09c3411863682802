import { CSV_COLUMNS, fieldNamed } from '../../bookings/booking-fields.ts';
import { FailureError } from '../../errors.ts';
import { command, field, words } from '../../words.ts';
import type { Column } from '../csv/csv-columns.ts';
import { readRow } from '../csv/csv-row.ts';
import { RowZones, readStart } from '../csv/csv-start.ts';
import { type IncomingBooking, type ReadResult, reasonOf, type Skip, UnreadableError } from '../incoming.ts';
import { readInstant } from '../incoming-text.ts';
import { isNestedBeyond } from './json-depth.ts';
import { ID, isFields, readRecord } from './json-record.ts';

export interface JsonReading {
  readonly homeZone: string;
  /** The zone for bookings that name none, instead of the home zone. */
  readonly zone?: string | undefined;
  /** Set for every class, whatever the document says. */
  readonly source?: string | undefined;
  readonly type?: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the output of `numina export --format json` or of `numina list --json`. Bookings keep their ids, and nothing is
 * lost. A booking with any error is skipped, with the reason. Throws FailureError where the document has no bookings.
 */
export function readJson(text: string, options: JsonReading): ReadResult {
  const zones = new RowZones(options.zone ?? options.homeZone);
  const bookings: IncomingBooking[] = [];
  const skipped: Skip[] = [];
  const document = parse(text);
  for (const [index, value] of bookingsOf(document).entries()) {
    const fields = isFields(value) ? value : {};
    // The line in an export, which writes one booking per line after the first line.
    const line = index + 2;
    try {
      bookings.push(readBooking(fields, zones, { ...options, line }));
    } catch (error) {
      const { id } = fields;
      skipped.push({ uid: typeof id === 'string' ? id.slice(0, 200) : null, line, reason: reasonOf(error) });
    }
  }
  const { record, skipped: unread } = readRecord(isFields(document) ? document : {});
  return { bookings, skipped: [...skipped, ...unread], notes: [], record };
}

const EXPORT = command('export', field('format', 'json'), field('output', 'FILE'));

function parse(text: string): unknown {
  if (isNestedBeyond(text, MAX_DEPTH)) throw nestedWithoutEnd();
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FailureError(
      'bad_json',
      'The file is not a complete JSON document.',
      words`Export it again: ${EXPORT}`,
      error,
    );
  }
}

/** A real export is four deep. */
const MAX_DEPTH = 64;

function nestedWithoutEnd(): FailureError {
  return new FailureError(
    'nested_too_deep',
    `This JSON cannot be read: it is nested more than ${MAX_DEPTH} deep.`,
    words`Export it again: ${EXPORT}`,
  );
}

function bookingsOf(document: unknown): readonly unknown[] {
  const bookings = isFields(document) ? document['bookings'] : document;
  if (Array.isArray(bookings)) return bookings;
  throw new FailureError(
    'no_bookings',
    'The JSON document holds no bookings.',
    words`Give what ${command('export', field('format', 'json'))} writes, or what ${command('list', field('json'))} prints.`,
  );
}

function readBooking(
  fields: Fields,
  zones: RowZones,
  given: Pick<JsonReading, 'source' | 'type'> & { readonly line: number },
): IncomingBooking {
  const of = isFields(fields['class']) ? fields['class'] : {};
  const cell = (column: Column) => {
    const path = NAMES.get(column);
    if (path === undefined) return '';
    const name = path.replace(OF_CLASS, '');
    return textOf(path === name ? fields[name] : of[name], name);
  };
  const zone = zones.find(cell('zone'));
  const row = readRow(cell, readStart(cell, zone), zone, given);
  const id = textOf(fields['id'], 'id').toLowerCase();
  if (!ID.test(id)) {
    if (id === '') return row;
    throw new UnreadableError('The id is not an id of numina.');
  }
  const instant = (name: string) => readInstant(textOf(fields[name], name));
  return {
    ...row,
    identity: { kind: 'uid', uid: `${id}@numina`, recurrenceId: null },
    sequence: countOf(fields['sequence'], 'sequence') ?? 0,
    lastModified: instant('updatedAt'),
    cancelBy: instant('cancelBy'),
    cancelByMinutes: countOf(fields['cancelByMinutes'], 'cancelByMinutes'),
    isLateCancel: fields['isLateCancel'] === true,
    kept: {
      ...(instant('createdAt') !== null && { createdAt: instant('createdAt') ?? '' }),
      reminderSent24h: fields['reminderSent24h'] === true,
      reminderSent1h: fields['reminderSent1h'] === true,
    },
  };
}

/** The JSON field of each table column. `cancel_by` is left out: its two JSON fields are read separately. */
const NAMES: ReadonlyMap<Column, string> = new Map(
  CSV_COLUMNS.filter((column) => column !== 'cancel_by').map((column) => [column, fieldNamed('csv', column).json]),
);
const OF_CLASS = 'class.';

function textOf(value: unknown, name: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new UnreadableError(`The field ${name} is neither a text nor a number.`);
}

function countOf(value: unknown, name: string): number | null {
  if (value === undefined || value === null) return null;
  if (Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 2_147_483_647) return Number(value);
  throw new UnreadableError(`The field ${name} is not a whole number.`);
}
