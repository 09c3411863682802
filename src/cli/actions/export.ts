import { resolve } from 'node:path';
import { readRecord } from '../../attendance/portable-record.ts';
import type { Booking } from '../../bookings/booking.ts';
import type { BookingContext } from '../../bookings/booking-context.ts';
import { momentOf } from '../../bookings/booking-context.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { countBookings, listZones, streamBookings } from '../../bookings/booking-query.ts';
import { resolveReference, SCOPES } from '../../bookings/booking-reference.ts';
import { buildCsv, type CsvOptions, DELIMITERS } from '../../calendar/csv-export.ts';
import type { Bookings } from '../../calendar/export-chunks.ts';
import { buildGoogleLink } from '../../calendar/google-link.ts';
import { buildCalendar, type CalendarOptions } from '../../calendar/ics-export.ts';
import { buildJson, type JsonOptions } from '../../calendar/json-export.ts';
import type { VdirReport } from '../../calendar/vdir.ts';
import { fillVdir } from '../../calendar/vdir-service.ts';
import { toBookingJson } from '../../contract/booking-json.ts';
import { toExportedJson } from '../../contract/export-json.ts';
import { UsageError } from '../../errors.ts';
import { createFolder } from '../../files/create-folder.ts';
import { writeAtomically } from '../../files/write-atomically.ts';
import { readAlarms } from '../../reminders/calendar-alarms.ts';
import { formatCount } from '../../render/format.ts';
import { askBooking } from '../ask-bookings.ts';
import { defineAction, type RawInput } from '../command.ts';
import type { Progress } from '../progress.ts';
import { argumentWords, bookingFilter, hasFlag, parseChoice, textOption } from '../raw-options.ts';

const FORMATS = ['ics', 'csv', 'json'] as const;

interface Input {
  /** Of one booking; none for all. */
  readonly words: readonly string[];
  readonly format: (typeof FORMATS)[number];
  /** How a table is written. */
  readonly table: Pick<CsvOptions, 'delimiter' | 'hasBom'>;
  readonly isGoogleLink: boolean;
  readonly file: string | undefined;
  readonly folder: string | undefined;
  readonly hasLocalTimes: boolean;
  readonly omitCancelled: boolean;
  readonly filter: BookingFilter;
}

/** What goes to standard output, or where it went instead. */
interface Exported {
  readonly chunks: AsyncIterable<string> | null;
  readonly file: string | null;
  readonly folder: string | null;
  readonly vdir: VdirReport | null;
  readonly link: string | null;
  readonly count: number;
  readonly isCalendar: boolean;
}

const NOWHERE: Exported = {
  chunks: null,
  file: null,
  folder: null,
  vdir: null,
  link: null,
  count: 0,
  isCalendar: false,
};

export const action = defineAction<Input, Exported>({
  async parse(raw, _surroundings, app) {
    const words = argumentWords(raw, 0);
    const isGoogleLink = hasFlag(raw, 'google');
    if (isGoogleLink && words.length === 0) {
      throw new UsageError('argument_missing', '--google needs a booking.', 'For example: numina export --google next');
    }
    const file = textOption(raw, 'output');
    if (file?.trim() === '')
      throw new UsageError('bad_file', 'The name of the file is empty.', 'For example: -o classes.ics');
    const folder = textOption(raw, 'vdir');
    if (folder !== undefined) refuseBeside(folder, raw);
    const wantsJson = hasFlag(raw, 'json') && file === undefined && folder === undefined && !isGoogleLink;
    const format = textOption(raw, 'format') ?? (wantsJson ? 'json' : 'ics');
    if (wantsJson && format !== 'json') {
      throw new UsageError(
        'two_formats',
        `--json and --format ${format} exclude each other.`,
        'Choose one, or write a file with -o.',
      );
    }
    return {
      words,
      format: parseChoice(format, '--format', FORMATS),
      table: tableOptions(raw, format),
      isGoogleLink,
      file,
      folder,
      hasLocalTimes: hasFlag(raw, 'localTimes'),
      omitCancelled: hasFlag(raw, 'omitCancelled'),
      filter: await bookingFilter(raw, app.nowLocal.slice(0, 10), app.locale),
    };
  },

  async prepare(app, input, prompter) {
    if (input.words.length === 0) return input;
    const question = { scope: SCOPES.any, example: 'numina export --google next' };
    return { ...input, words: [await askBooking(app, input.words, question, prompter)] };
  },

  async run(app, input, progress) {
    const context = await app.bookings();
    const { store } = context;
    const {
      words: [reference],
      filter,
      file,
    } = input;
    const one =
      reference === undefined ? null : await resolveReference(store, reference, SCOPES.any, momentOf(context));
    if (input.isGoogleLink && one) {
      return { ...NOWHERE, link: buildGoogleLink(one), count: 1 };
    }
    if (input.folder !== undefined) return keepFolder(context, input.folder, input, progress);
    const count = one ? 1 : await countBookings(store, filter);
    const zones = input.hasLocalTimes ? (one ? [one.zone] : await listZones(store, filter)) : [];
    const record = input.format === 'ics' ? {} : await recordBeside(context, one, filter);
    const calendar = { localZones: zones, alarmsOf: await readAlarms(store) };
    const chunks = buildChunks(one ? [one] : streamBookings(store, filter), calendar, record, input);
    const isCalendar = input.format === 'ics';
    if (file === undefined) return { ...NOWHERE, chunks, count, isCalendar };
    await writeAtomically(resolve(file), chunks);
    return { ...NOWHERE, file, count, isCalendar };
  },

  toText: ({ link }) => link ?? '',
  toChunks: ({ chunks }) => chunks,
  toJson: toExportedJson,
  toNotes({ file, folder, vdir, count, isCalendar }) {
    if (vdir !== null) return [`${folder}: ${describe(vdir)}`];
    if (file !== null) return [`Wrote ${count} ${count === 1 ? 'booking' : 'bookings'} to ${file}`];
    return count === 0 && isCalendar ? ['No booking matches: the calendar is empty.'] : [];
  },
});

function buildChunks(
  bookings: Bookings,
  calendar: Pick<CalendarOptions, 'localZones' | 'alarmsOf'>,
  record: JsonOptions,
  { format, omitCancelled, table }: Input,
): AsyncIterable<string> {
  if (format === 'csv') return buildCsv(bookings, { ...table, reviewOf: reviewsIn(record) });
  if (format === 'json') return buildJson(bookings, toBookingJson, record);
  return buildCalendar(bookings, { ...calendar, name: 'Classes', omitCancelled });
}

function reviewsIn({ reviews = [] }: JsonOptions) {
  const byBooking = new Map(reviews.map((review) => [review.bookingId, review]));
  return ({ id }: Booking) => byBooking.get(id) ?? null;
}

/** What a person wrote beside the bookings; beside one booking, its review alone. */
async function recordBeside({ store }: BookingContext, one: Booking | null, filter: BookingFilter) {
  const record = await readRecord(store, filter);
  return one ? { reviews: record.reviews.filter(({ bookingId }) => bookingId === one.id) } : record;
}

/** Throws UsageError where what is written is no table. */
function tableOptions(raw: RawInput, format: string): Input['table'] {
  const [said, hasBom] = [textOption(raw, 'delimiter'), hasFlag(raw, 'bom')];
  if (format !== 'csv' && (said !== undefined || hasBom)) {
    const option = said === undefined ? '--bom' : '--delimiter';
    throw new UsageError('wrong_option', `${option} is for a table.`, 'Add --format csv.');
  }
  const delimiter = DELIMITERS.find((each) => each === (said === 'tab' || said === '\\t' ? '\t' : (said ?? ',')));
  if (delimiter !== undefined) return { delimiter, hasBom };
  throw new UsageError('bad_delimiter', `--delimiter cannot be “${said}”.`, "Use ',', ';' or tab.");
}

/** A folder is brought in step with all that matches: one booking would remove the others, and it holds only .ics. */
function refuseBeside(folder: string, raw: RawInput): void {
  if (folder.trim() === '') {
    throw new UsageError('bad_folder', 'The name of the folder is empty.', 'For example: --vdir calendar');
  }
  const format = textOption(raw, 'format');
  const others = [
    argumentWords(raw, 0).length > 0 && 'a single booking',
    textOption(raw, 'output') !== undefined && '--output',
    hasFlag(raw, 'google') && '--google',
    format !== undefined && format !== 'ics' && `--format ${format}`,
  ];
  const other = others.find((each) => each !== false);
  if (other !== undefined) {
    throw new UsageError('two_outputs', `--vdir and ${other} exclude each other.`, 'Choose one.');
  }
}

/** From here on a person wonders whether anything happens. */
const MANY_BOOKINGS = 5000;

async function keepFolder(
  { store }: BookingContext,
  folder: string,
  { filter, hasLocalTimes, omitCancelled }: Input,
  progress: Progress,
): Promise<Exported> {
  const onProgress = (count: number): void => {
    if (count >= MANY_BOOKINGS) progress(`Written ${count.toLocaleString('en')} bookings…`);
  };
  const path = resolve(folder);
  const kept = { store, readAlarms, createFolder };
  const vdir = await fillVdir(kept, path, { filter, hasLocalTimes, omitCancelled, onProgress });
  return { ...NOWHERE, folder, vdir, count: vdir.written + vdir.unchanged };
}

/** `3 files written, 1 removed, 496 unchanged`. */
function describe({ written, removed, unchanged }: VdirReport): string {
  return `${formatCount(written, 'file', 'files')} written, ${removed} removed, ${unchanged} unchanged`;
}
