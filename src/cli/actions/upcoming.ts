import type { Booking } from '../../bookings/booking.ts';
import {
  checkUpcomingDays,
  labelBookings,
  readUpcoming,
  type Upcoming,
  type UpcomingRequest,
} from '../../bookings/list-service.ts';
import { toBookingsJson } from '../../contract/booking-json.ts';
import { renderAgenda } from '../../render/agenda.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { renderLines, type Template } from '../../render/template.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction } from '../command.ts';
import { checkedFilterOptions, textOption } from '../raw-options.ts';
import { templateOption } from '../template-option.ts';

interface Input {
  readonly request: UpcomingRequest;
  readonly template: Template<Booking> | null;
}

interface Result extends Upcoming {
  readonly labels: ReadonlyMap<string, string>;
  readonly template: Template<Booking> | null;
}

export const action = defineAction<Input, Result>({
  isLong: true,

  async parse(raw, _surroundings, session) {
    const days = textOption(raw, 'days');
    checkUpcomingDays(days);
    return { request: { days, filter: await checkedFilterOptions(raw, session) }, template: templateOption(raw) };
  },

  async run(session, { request, template }) {
    const context = await session.bookings();
    const upcoming = await readUpcoming(context, request);
    return { ...upcoming, labels: await labelBookings(context, upcoming.bookings), template };
  },

  toText: ({ bookings, labels, unmarkedCount, days, isFiltered, template }, style) =>
    template
      ? renderLines(bookings, template, style)
      : renderAgenda(bookings, { idLabels: labels, unmarkedCount, days, isFiltered, wallTimeAt }, style),
  toJson: ({ bookings }) => toBookingsJson(bookings),
  toPlain: ({ bookings }) => bookings.map(bookingRow),
});
