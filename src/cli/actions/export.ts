import { resolve } from 'node:path';
import type { Booking } from '../../bookings/booking.ts';
import type { BookingContext } from '../../bookings/booking-context.ts';
import { momentOf } from '../../bookings/booking-context.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { countBookings, listZones, streamBookings } from '../../bookings/booking-query.ts';
import { resolveReference, SCOPES } from '../../bookings/booking-reference.ts';
import { buildCsv } from '../../calendar/csv-export.ts';
import { buildGoogleLink } from '../../calendar/google-link.ts';
import { buildCalendar, type CalendarOptions } from '../../calendar/ics-export.ts';
import { buildJson } from '../../calendar/json-export.ts';
import { UsageError } from '../../errors.ts';
import { planAlarms } from '../../reminders/calendar-alarms.ts';
import { readPreferences } from '../../reminders/preference-store.ts';
import { settingsFor } from '../../reminders/preferences.ts';
import { defineAction } from '../command.ts';
import { argumentWords, bookingFilter, hasFlag, parseChoice, textOption } from '../raw-options.ts';
import { writeAtomically } from '../write-atomically.ts';

const FORMATS = ['ics', 'csv', 'json'] as const;

interface Input {
  readonly reference: string | undefined;
  readonly format: (typeof FORMATS)[number];
  readonly isGoogleLink: boolean;
  readonly file: string | undefined;
  readonly hasLocalTimes: boolean;
  readonly omitCancelled: boolean;
  readonly filter: BookingFilter;
}

/** What goes to standard output, or where it went instead. */
interface Exported {
  readonly chunks: AsyncIterable<string> | null;
  readonly file: string | null;
  readonly link: string | null;
  readonly count: number;
  readonly isCalendar: boolean;
}

export const action = defineAction<Input, Exported>({
  async parse(raw, _surroundings, app) {
    const [reference] = argumentWords(raw, 0);
    const isGoogleLink = hasFlag(raw, 'google');
    if (isGoogleLink && reference === undefined) {
      throw new UsageError('argument_missing', '--google needs a booking.', 'For example: numina export --google next');
    }
    const file = textOption(raw, 'output');
    if (file?.trim() === '')
      throw new UsageError('bad_file', 'The name of the file is empty.', 'For example: -o classes.ics');
    const wantsJson = hasFlag(raw, 'json') && file === undefined && !isGoogleLink;
    const format = textOption(raw, 'format') ?? (wantsJson ? 'json' : 'ics');
    if (wantsJson && format !== 'json') {
      throw new UsageError(
        'two_formats',
        `--json and --format ${format} exclude each other.`,
        'Choose one, or write a file with -o.',
      );
    }
    return {
      reference,
      format: parseChoice(format, '--format', FORMATS),
      isGoogleLink,
      file,
      hasLocalTimes: hasFlag(raw, 'localTimes'),
      omitCancelled: hasFlag(raw, 'omitCancelled'),
      filter: await bookingFilter(raw, app.nowLocal.slice(0, 10)),
    };
  },

  async run(app, input) {
    const context = await app.bookings();
    const { kysely, userId } = context.database;
    const { reference, filter, file } = input;
    const one =
      reference === undefined ? null : await resolveReference(kysely, userId, reference, SCOPES.any, momentOf(context));
    if (input.isGoogleLink && one) {
      return { chunks: null, file: null, link: buildGoogleLink(one), count: 1, isCalendar: false };
    }
    const count = one ? 1 : await countBookings(kysely, userId, filter);
    const zones = input.hasLocalTimes ? (one ? [one.zone] : await listZones(kysely, userId, filter)) : [];
    const preferences = await readPreferences(kysely, userId);
    const alarmsOf = (booking: Booking) => planAlarms(booking, settingsFor(preferences, booking.classType));
    const chunks = buildChunks(one ? [one] : eachBooking(context, filter), { localZones: zones, alarmsOf }, input);
    const isCalendar = input.format === 'ics';
    if (file === undefined) return { chunks, file: null, link: null, count, isCalendar };
    await writeAtomically(resolve(file), chunks);
    return { chunks: null, file, link: null, count, isCalendar };
  },

  toText: ({ link }) => link ?? '',
  toChunks: ({ chunks }) => chunks,
  toJson: ({ file, link, count }) => ({ file, link, bookings: count }),
  toNotes({ file, count, isCalendar }) {
    if (file !== null) return [`Wrote ${count} ${count === 1 ? 'booking' : 'bookings'} to ${file}`];
    return count === 0 && isCalendar ? ['No booking matches: the calendar is empty.'] : [];
  },
});

function buildChunks(
  bookings: Iterable<Booking> | AsyncIterable<Booking>,
  calendar: Pick<CalendarOptions, 'localZones' | 'alarmsOf'>,
  { format, omitCancelled }: Input,
): AsyncIterable<string> {
  if (format === 'csv') return buildCsv(bookings);
  if (format === 'json') return buildJson(bookings);
  return buildCalendar(bookings, { ...calendar, name: 'Classes', omitCancelled });
}

async function* eachBooking({ database }: BookingContext, filter: BookingFilter): AsyncGenerator<Booking> {
  for await (const page of streamBookings(database.kysely, database.userId, filter)) yield* page;
}
