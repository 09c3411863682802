import type { Booking } from '../../bookings/booking.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { queryBookings, queryBookingsAround, SORTS, type Sort } from '../../bookings/booking-query.ts';
import type { Template } from '../../render/template.ts';
import { type BookingList, bookingListOutput, listBookings } from '../booking-list.ts';
import { defineAction } from '../command.ts';
import { bookingFilter, hasFlag, parseChoice, textOption, wholeNumberOption } from '../raw-options.ts';
import { templateOption } from '../template-option.ts';

interface Input {
  readonly filter: BookingFilter;
  readonly sort: Sort;
  readonly isReversed: boolean;
  readonly limit: number | undefined;
  readonly isScreen: boolean;
  readonly template: Template<Booking> | null;
}

const AROUND_NOW = 50;

export const action = defineAction<Input, BookingList>({
  ...bookingListOutput,

  async parse(raw, { isScreen }, app) {
    return {
      filter: await bookingFilter(raw, app.nowLocal.slice(0, 10), app.locale),
      sort: parseChoice(textOption(raw, 'sort') ?? 'start', '--sort', Object.keys(SORTS) as Sort[]),
      isReversed: hasFlag(raw, 'reverse'),
      limit: wholeNumberOption(raw, 'limit', 1, 1_000_000_000),
      isScreen,
      template: templateOption(raw),
    };
  },

  async run(app, { filter, sort, isReversed, limit, isScreen, template }) {
    const context = await app.bookings();
    const { store } = context;
    // A person's eye is at the bottom of the screen: there the list runs down to the past.
    const isDescending = isReversed !== (isScreen && sort === 'start');
    let bookings: readonly Booking[];
    if (isScreen && sort === 'start') {
      const around = await queryBookingsAround(store, filter, app.nowLocal.slice(0, 10), limit ?? AROUND_NOW);
      bookings = isDescending ? around.reverse() : around;
    } else {
      bookings = await queryBookings(store, filter, {
        sort,
        isDescending,
        ...(limit === undefined ? {} : { limit }),
      });
    }
    return listBookings(context, bookings, { filter, isScreen, template });
  },
});
