import { readHistory } from '../../attendance/attendance-store.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { type BookingList, bookingListOutput, listBookings } from '../booking-list.ts';
import { defineAction } from '../command.ts';
import { bookingFilter, wholeNumberOption } from '../raw-options.ts';

interface Input {
  readonly filter: BookingFilter;
  readonly limit: number | undefined;
  readonly isScreen: boolean;
}

const ON_A_SCREEN = 50;

export const action = defineAction<Input, BookingList>({
  ...bookingListOutput,

  async parse(raw, { isScreen }, app) {
    const filter = await bookingFilter(raw, app.nowLocal.slice(0, 10), app.locale);
    const isDated = filter.from !== undefined || filter.to !== undefined;
    const limit = wholeNumberOption(raw, 'limit', 1, 1_000_000_000);
    return { filter, limit: limit ?? (isScreen && !isDated ? ON_A_SCREEN : undefined), isScreen };
  },

  async run(app, { filter, limit, isScreen }) {
    const context = await app.bookings();
    const { kysely, userId } = context.database;
    const bookings = await readHistory(kysely, userId, filter, app.clock.now(), limit);
    return listBookings(context, bookings, { filter, isScreen });
  },

  // Programs get the latest first, a person reads down to it.
  toText: (list, style) => bookingListOutput.toText({ ...list, bookings: list.bookings.toReversed() }, style),
});
