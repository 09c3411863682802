import type { Booking } from '../../bookings/booking.ts';
import { queryUnmarked } from '../../bookings/booking-query.ts';
import { toBookingsJson } from '../../contract/booking-json.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { renderBookingTable } from '../../render/booking-table.ts';
import { formatCount } from '../../render/format.ts';
import { renderLines, type Template } from '../../render/template.ts';
import { defineAction } from '../command.ts';
import { labelsOf } from '../id-labels.ts';
import { settleInbox } from '../inbox-session.ts';
import { templateOption } from '../template-option.ts';

interface Input {
  readonly isScreen: boolean;
  readonly template: Template<Booking> | null;
  /** How many a person has settled before the rest is listed; null where nobody was asked. */
  readonly settled: number | null;
}

interface Inbox extends Input {
  readonly bookings: readonly Booking[];
  readonly labels: ReadonlyMap<string, string>;
}

export const action = defineAction<Input, Inbox>({
  parse: (raw, { isScreen }) => ({ isScreen, template: templateOption(raw), settled: null }),

  async prepare(app, input, prompter, style) {
    // Who asks for lines wants no questions.
    const isAsked = input.isScreen && input.template === null;
    return isAsked && prompter ? { ...input, settled: await settleInbox(app, prompter, style) } : input;
  },

  async run(app, input) {
    const context = await app.bookings();
    const { store } = context;
    const bookings = await queryUnmarked(store, app.clock.now());
    return { ...input, bookings, labels: await labelsOf(context, input.settled === null ? bookings : []) };
  },

  toText({ bookings, labels, settled, template }, style) {
    if (settled !== null) return '';
    if (template) return renderLines(bookings, template, style);
    return bookings.length === 0
      ? 'Nothing to settle: every past class is marked.'
      : renderBookingTable(bookings, { idLabels: labels }, style);
  },
  toJson: ({ bookings }) => toBookingsJson(bookings),
  toPlain: ({ bookings }) => bookings.map(bookingRow),
  toNotes({ bookings, settled }) {
    if (settled === null) return [];
    if (bookings.length > 0) return [`${settled} settled, ${bookings.length} left: numina inbox`];
    return [
      settled === 0
        ? 'Nothing to settle: every past class is marked.'
        : `${formatCount(settled, 'class', 'classes')} settled, none left.`,
    ];
  },
});
