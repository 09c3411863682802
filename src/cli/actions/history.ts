import { readHistory } from '../../attendance/attendance-store.ts';
import type { Booking } from '../../bookings/booking.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { toBookingJson } from '../../bookings/booking-json.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { renderBookingTable } from '../../render/booking-table.ts';
import { defineAction } from '../command.ts';
import { labelsOf } from '../id-labels.ts';
import { bookingFilter, wholeNumberOption } from '../raw-options.ts';

interface Input {
  readonly filter: BookingFilter;
  readonly limit: number | undefined;
  readonly isScreen: boolean;
}

interface History {
  readonly bookings: readonly Booking[];
  readonly labels: ReadonlyMap<string, string>;
  readonly isFiltered: boolean;
}

const ON_A_SCREEN = 50;

export const action = defineAction<Input, History>({
  isLong: true,

  async parse(raw, { isScreen }, app) {
    const filter = await bookingFilter(raw, app.nowLocal.slice(0, 10));
    const isDated = filter.from !== undefined || filter.to !== undefined;
    const limit = wholeNumberOption(raw, 'limit', 1, 1_000_000_000);
    return { filter, limit: limit ?? (isScreen && !isDated ? ON_A_SCREEN : undefined), isScreen };
  },

  async run(app, { filter, limit, isScreen }) {
    const context = await app.bookings();
    const { kysely, userId } = context.database;
    const bookings = await readHistory(kysely, userId, filter, app.clock.now(), limit);
    return {
      bookings,
      labels: isScreen ? await labelsOf(context, bookings) : new Map<string, string>(),
      isFiltered: Object.keys(filter).length > 0,
    };
  },

  toText: ({ bookings, labels, isFiltered }, style) =>
    renderBookingTable(bookings.toReversed(), { idLabels: labels, isFiltered }, style),
  toJson: ({ bookings }) => bookings.map((booking) => toBookingJson(booking)),
  toPlain: ({ bookings }) => bookings.map(bookingRow),
});
