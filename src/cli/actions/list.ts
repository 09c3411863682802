import type { Booking } from '../../bookings/booking.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { toBookingJson } from '../../bookings/booking-json.ts';
import { queryBookings, queryBookingsAround, SORTS, type Sort } from '../../bookings/booking-query.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { renderBookingTable } from '../../render/booking-table.ts';
import { defineAction } from '../command.ts';
import { labelsOf } from '../id-labels.ts';
import { bookingFilter, hasFlag, parseChoice, textOption, wholeNumberOption } from '../raw-options.ts';

interface Input {
  readonly filter: BookingFilter;
  readonly sort: Sort;
  readonly isReversed: boolean;
  readonly limit: number | undefined;
  readonly isScreen: boolean;
}

interface Listed {
  readonly bookings: readonly Booking[];
  readonly labels: ReadonlyMap<string, string>;
  readonly isFiltered: boolean;
}

const AROUND_NOW = 50;

export const action = defineAction<Input, Listed>({
  isLong: true,

  async parse(raw, { isScreen }, app) {
    return {
      filter: await bookingFilter(raw, app.nowLocal.slice(0, 10)),
      sort: parseChoice(textOption(raw, 'sort') ?? 'start', '--sort', Object.keys(SORTS) as Sort[]),
      isReversed: hasFlag(raw, 'reverse'),
      limit: wholeNumberOption(raw, 'limit', 1, 1_000_000_000),
      isScreen,
    };
  },

  async run(app, { filter, sort, isReversed, limit, isScreen }) {
    const context = await app.bookings();
    const { kysely, userId } = context.database;
    const isFiltered = Object.keys(filter).length > 0;
    // A person's eye is at the bottom of the screen: there the list runs down to the past.
    const isDescending = isReversed !== (isScreen && sort === 'start');
    let bookings: readonly Booking[];
    if (isScreen && sort === 'start') {
      const around = await queryBookingsAround(kysely, userId, filter, app.nowLocal.slice(0, 10), limit ?? AROUND_NOW);
      bookings = isDescending ? around.reverse() : around;
    } else {
      bookings = await queryBookings(kysely, userId, filter, {
        sort,
        isDescending,
        ...(limit === undefined ? {} : { limit }),
      });
    }
    const labels = isScreen ? await labelsOf(context, bookings) : new Map<string, string>();
    return { bookings, labels, isFiltered };
  },

  toText: ({ bookings, labels, isFiltered }, style) =>
    renderBookingTable(bookings, { idLabels: labels, isFiltered }, style),
  toJson: ({ bookings }) => bookings.map((booking) => toBookingJson(booking)),
  toPlain: ({ bookings }) => bookings.map(bookingRow),
});
