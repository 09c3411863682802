import { checkHistory, type HistoryRequest, showHistory } from '../../attendance/history-service.ts';
import type { Booking } from '../../bookings/booking.ts';
import type { Template } from '../../render/template.ts';
import { type BookingList, bookingListOutput, toBookingList } from '../booking-list.ts';
import { defineAction } from '../command.ts';
import { checkedFilterOptions, textOption } from '../raw-options.ts';
import { templateOption } from '../template-option.ts';

interface Input {
  readonly request: HistoryRequest;
  readonly isScreen: boolean;
  readonly template: Template<Booking> | null;
}

export const action = defineAction<Input, BookingList>({
  ...bookingListOutput,

  async parse(raw, { isScreen }, session) {
    const filter = await checkedFilterOptions(raw, session);
    const request = { filter, limit: textOption(raw, 'limit'), isBrief: isScreen };
    checkHistory(request);
    return { request, isScreen, template: templateOption(raw) };
  },

  async run(session, { request, isScreen, template }) {
    const context = await session.bookings();
    const { bookings, isFiltered } = await showHistory(context, request);
    return toBookingList(context, bookings, { isFiltered, isScreen, template });
  },

  // JSON and plain output have the latest first. On a screen the latest is last, where the eye is.
  toText: (list, style) => bookingListOutput.toText({ ...list, bookings: list.bookings.toReversed() }, style),
});
