import { readHistory } from '../../attendance/attendance-store.ts';
import type { Booking } from '../../bookings/booking.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import type { Template } from '../../render/template.ts';
import { type BookingList, bookingListOutput, toBookingList } from '../booking-list.ts';
import { defineAction } from '../command.ts';
import { bookingFilter, wholeNumberOption } from '../raw-options.ts';
import { templateOption } from '../template-option.ts';

interface Input {
  readonly filter: BookingFilter;
  readonly limit: number | undefined;
  readonly isScreen: boolean;
  readonly template: Template<Booking> | null;
}

const ON_A_SCREEN = 50;

export const action = defineAction<Input, BookingList>({
  ...bookingListOutput,

  async parse(raw, { isScreen }, app) {
    const filter = await bookingFilter(raw, app.nowLocal.slice(0, 10), app.locale);
    const isDated = filter.from !== undefined || filter.to !== undefined;
    const limit = wholeNumberOption(raw, 'limit', 1, 1_000_000_000);
    return {
      filter,
      limit: limit ?? (isScreen && !isDated ? ON_A_SCREEN : undefined),
      isScreen,
      template: templateOption(raw),
    };
  },

  async run(app, { filter, limit, isScreen, template }) {
    const context = await app.bookings();
    const { store } = context;
    const bookings = await readHistory(store, filter, app.clock.now(), limit);
    return toBookingList(context, bookings, { isFiltered: Object.keys(filter).length > 0, isScreen, template });
  },

  // Programs get the latest first, a person reads down to it.
  toText: (list, style) => bookingListOutput.toText({ ...list, bookings: list.bookings.toReversed() }, style),
});
