import { type BookingRemarks, readRemarks } from '../../attendance/booking-remarks.ts';
import type { Booking } from '../../bookings/booking.ts';
import { SCOPES } from '../../bookings/booking-reference.ts';
import { labelBookings, showBooking } from '../../bookings/list-service.ts';
import { toBookingJson } from '../../contract/booking-json.ts';
import { renderBooking } from '../../render/booking-card.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import type { Template } from '../../render/template.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { askBooking } from '../ask-bookings.ts';
import { defineAction } from '../command.ts';
import { argumentWords } from '../raw-options.ts';
import { templateOption } from '../template-option.ts';

interface Draft {
  /** The words that name one booking. */
  readonly words: readonly string[];
  readonly template: Template<Booking> | null;
}

interface Input extends Pick<Draft, 'template'> {
  readonly reference: string;
}

interface Shown extends BookingRemarks, Pick<Input, 'template'> {
  readonly booking: Booking;
  readonly labels: ReadonlyMap<string, string>;
  readonly record: { readonly attended: number; readonly total: number };
}

export const action = defineAction<Input, Shown, Draft>({
  parse: (raw) => ({ words: argumentWords(raw, 0), template: templateOption(raw) }),

  async prepare(session, { words, template }, prompter) {
    const question = { scope: SCOPES.show, example: 'numina show next' };
    return { reference: await askBooking(session, words, question, prompter), template };
  },

  async run(session, { reference, template }) {
    const context = await session.bookings();
    const { booking, record } = await showBooking(context, reference);
    const labels = await labelBookings(context, [booking]);
    return { booking, template, labels, record, ...(await readRemarks(context, booking)) };
  },

  toText: ({ booking, template, labels, ...extras }, style) =>
    template ? template(booking, style) : renderBooking(booking, { idLabels: labels, wallTimeAt, ...extras }, style),
  toJson: ({ booking }) => toBookingJson(booking),
  toPlain: ({ booking }) => [bookingRow(booking)],
});
