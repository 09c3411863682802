import type { Booking } from '../../bookings/booking.ts';
import { checkList, type ListRequest, listBookings } from '../../bookings/list-service.ts';
import { isNarrowed } from '../../bookings/said-filter.ts';
import type { Template } from '../../render/template.ts';
import { type BookingList, bookingListOutput, toBookingList } from '../booking-list.ts';
import { defineAction } from '../command.ts';
import { checkedFilterOptions, hasFlag, textOption } from '../raw-options.ts';
import { templateOption } from '../template-option.ts';

interface Input {
  readonly request: ListRequest;
  readonly isScreen: boolean;
  readonly template: Template<Booking> | null;
}

export const action = defineAction<Input, BookingList>({
  ...bookingListOutput,

  async parse(raw, { isScreen }, session) {
    const filter = await checkedFilterOptions(raw, session);
    const [sort, limit] = [textOption(raw, 'sort'), textOption(raw, 'limit')];
    // The eye is at the bottom of a screen, so a list around today ends with the past there.
    const request = { filter, sort, limit, isReversed: hasFlag(raw, 'reverse'), isAroundToday: isScreen };
    checkList(request);
    return { request, isScreen, template: templateOption(raw) };
  },

  async run(session, { request, isScreen, template }) {
    const context = await session.bookings();
    const bookings = await listBookings(context, request);
    return toBookingList(context, bookings, { isFiltered: isNarrowed(request.filter ?? {}), isScreen, template });
  },
});
