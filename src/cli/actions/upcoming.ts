import type { Booking } from '../../bookings/booking.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { queryUnmarked, queryUpcoming } from '../../bookings/booking-query.ts';
import { toBookingsJson } from '../../contract/booking-json.ts';
import { renderAgenda } from '../../render/agenda.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { renderLines, type Template } from '../../render/template.ts';
import { addDays } from '../../time/civil.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction } from '../command.ts';
import { labelsOf } from '../id-labels.ts';
import { bookingFilter, wholeNumberOption } from '../raw-options.ts';
import { templateOption } from '../template-option.ts';

interface Input {
  readonly filter: BookingFilter;
  readonly days: number;
  readonly isFiltered: boolean;
  readonly template: Template<Booking> | null;
}

interface Upcoming {
  readonly bookings: readonly Booking[];
  readonly labels: ReadonlyMap<string, string>;
  readonly unmarkedCount: number;
  readonly days: number;
  readonly isFiltered: boolean;
  readonly template: Template<Booking> | null;
}

const DEFAULT_DAYS = 14;

export const action = defineAction<Input, Upcoming>({
  isLong: true,

  async parse(raw, _surroundings, app) {
    const today = app.nowLocal.slice(0, 10);
    const days = wholeNumberOption(raw, 'days', 1, 3660) ?? DEFAULT_DAYS;
    const given = await bookingFilter(raw, today, app.locale);
    const filter = { statuses: ['booked', 'waitlisted'] as const, from: today, to: addDays(today, days), ...given };
    return { filter, days, isFiltered: Object.keys(given).length > 0, template: templateOption(raw) };
  },

  async run(app, { filter, days, isFiltered, template }) {
    const context = await app.bookings();
    const { store } = context;
    const bookings = await queryUpcoming(store, filter, app.clock.now());
    return {
      bookings,
      labels: await labelsOf(context, bookings),
      unmarkedCount: (await queryUnmarked(store, app.clock.now())).length,
      days,
      isFiltered,
      template,
    };
  },

  toText: ({ bookings, labels, unmarkedCount, days, isFiltered, template }, style) =>
    template
      ? renderLines(bookings, template, style)
      : renderAgenda(bookings, { idLabels: labels, unmarkedCount, days, isFiltered, wallTimeAt }, style),
  toJson: ({ bookings }) => toBookingsJson(bookings),
  toPlain: ({ bookings }) => bookings.map(bookingRow),
});
