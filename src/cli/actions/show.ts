import type { Booking } from '../../bookings/booking.ts';
import { momentOf } from '../../bookings/booking-context.ts';
import { toBookingJson } from '../../bookings/booking-json.ts';
import { countClassRecord } from '../../bookings/booking-query.ts';
import { resolveReference, SCOPES } from '../../bookings/booking-reference.ts';
import { renderBooking } from '../../render/booking-card.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { askBookings } from '../ask-bookings.ts';
import { defineAction } from '../command.ts';
import { labelsOf } from '../id-labels.ts';
import { argumentWords } from '../raw-options.ts';

interface Shown {
  readonly booking: Booking;
  readonly labels: ReadonlyMap<string, string>;
  readonly record: { readonly attended: number; readonly total: number };
}

export const action = defineAction<{ references: readonly string[] }, Shown>({
  parse: (raw) => ({ references: argumentWords(raw, 0) }),

  async prepare(app, { references }, prompter) {
    const question = { scope: SCOPES.show, example: 'numina show next' };
    return { references: await askBookings(app, references, question, prompter) };
  },

  async run(app, { references: [reference = ''] }) {
    const context = await app.bookings();
    const { kysely, userId } = context.database;
    const booking = await resolveReference(kysely, userId, reference, SCOPES.show, momentOf(context));
    const labels = await labelsOf(context, [booking]);
    return { booking, labels, record: await countClassRecord(kysely, userId, booking.classId) };
  },

  toText: ({ booking, labels, record }, style) =>
    renderBooking(booking, { idLabels: labels, record, wallTimeAt }, style),
  toJson: ({ booking }) => toBookingJson(booking),
  toPlain: ({ booking }) => [bookingRow(booking)],
});
