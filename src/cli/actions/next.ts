import type { Booking } from '../../bookings/booking.ts';
import { toBookingJson } from '../../bookings/booking-json.ts';
import { findNext } from '../../bookings/booking-reference.ts';
import { UsageError } from '../../errors.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { formatNearDay, formatRelative, formatTime } from '../../render/format.ts';
import { printable } from '../../render/printable.ts';
import { type Style, todayOf } from '../../render/style.ts';
import { addWallMinutes } from '../../time/civil.ts';
import { defineAction } from '../command.ts';
import { textOption } from '../raw-options.ts';

interface Input {
  readonly template: string;
  readonly isScreen: boolean;
}

interface Next extends Input {
  readonly booking: Booking | null;
}

const DEFAULT_TEMPLATE = '{class} · {day} {time} · {place} · in {in}';

/** What a template may hold, each from the booking and the moment. */
const FIELDS: Readonly<Record<string, (booking: Booking, style: Style) => string>> = {
  class: ({ className }) => className,
  type: ({ classType }) => classType ?? '',
  place: ({ location }) => location ?? '',
  instructor: ({ instructor }) => instructor ?? '',
  source: ({ source }) => source,
  zone: ({ zone }) => zone,
  id: ({ id }) => id.slice(0, 8),
  date: ({ startsLocal }) => startsLocal.slice(0, 10),
  day: ({ startsLocal }, style) => formatNearDay(startsLocal.slice(0, 10), todayOf(style)),
  time: ({ startsLocal }, { clock }) => formatTime(startsLocal, clock),
  end: ({ startsLocal, durationMinutes }, { clock }) => formatTime(addWallMinutes(startsLocal, durationMinutes), clock),
  in: ({ startsAt }, { now }) => formatRelative(Math.round((Date.parse(startsAt) - now.getTime()) / 60_000)),
};

export const action = defineAction<Input, Next>({
  parse(raw, { isScreen }) {
    const template = textOption(raw, 'format') ?? DEFAULT_TEMPLATE;
    const unknown = [...template.matchAll(/\{(\w+)\}/g)]
      .map(([, name = '']) => name)
      .find((name) => !Object.hasOwn(FIELDS, name));
    if (unknown !== undefined) {
      throw new UsageError(
        'bad_template',
        `--format does not know {${unknown}}.`,
        `It knows ${Object.keys(FIELDS)
          .map((name) => `{${name}}`)
          .join(' ')}.`,
      );
    }
    return { template, isScreen };
  },

  async run(app, { template, isScreen }) {
    const { database } = await app.bookings();
    return { template, isScreen, booking: await findNext(database.kysely, database.userId, app.clock.now()) };
  },

  toText({ booking, template }, style) {
    if (!booking) return '';
    const filled =
      template === DEFAULT_TEMPLATE && booking.location === null ? template.replace(' · {place}', '') : template;
    return printable(filled.replace(/\{(\w+)\}/g, (_, name: string) => FIELDS[name]?.(booking, style) ?? ''));
  },
  toJson: ({ booking }) => (booking ? toBookingJson(booking) : null),
  toPlain: ({ booking }) => (booking ? [bookingRow(booking)] : []),
  // A status bar shows nothing; a person is told.
  toNotes: ({ booking, isScreen }) => (booking || !isScreen ? [] : ['No class is booked ahead.']),
});
