import { editBooking } from '../../bookings/edit-service.ts';
import type { Marked } from '../../bookings/mark-service.ts';
import { attendBookings, cancelBookings, markNoShow } from '../../bookings/status-service.ts';
import { cancelRequest, noShowRequest, nothing } from '../../contract/schemas/booking-request-schema.ts';
import { booking } from '../../contract/schemas/booking-schema.ts';
import { bookingAnswer, changeOf } from '../booking-answers.ts';
import { amountText } from '../booking-body.ts';
import { type Answer, defineEndpoint } from '../endpoint.ts';

const common = {
  method: 'POST',
  scope: 'write',
  isBodyOptional: true,
  marksByHabit: true,
  answer: { status: 200, schema: booking },
} as const;

/** The booking that was marked; also where it had the status already. */
function markedAnswer({ changed, unchanged }: Marked): Answer {
  const [marked] = [...changed, ...unchanged];
  return marked ? bookingAnswer(marked) : {};
}

const markAttended = defineEndpoint<never, typeof nothing>({
  ...common,
  path: '/bookings/{id}/mark-attended',
  name: 'markAttended',
  summary: 'Mark a booking attended',
  body: nothing,
  run: async (request) => markedAnswer(await changeOf(request, (context, id) => attendBookings(context, [id]))),
});

const noShow = defineEndpoint<never, typeof noShowRequest>({
  ...common,
  path: '/bookings/{id}/no-show',
  name: 'markNoShow',
  summary: 'Mark a booking as missed',
  body: noShowRequest,
  async run(request) {
    const feePaid = amountText(request.body.feePaid);
    return markedAnswer(await changeOf(request, (context, id) => markNoShow(context, { references: [id], feePaid })));
  },
});

const confirm = defineEndpoint<never, typeof nothing>({
  ...common,
  path: '/bookings/{id}/confirm',
  name: 'confirmBooking',
  summary: 'A place opened: from the waitlist to booked',
  body: nothing,
  async run(request) {
    const { booking: after } = await changeOf(request, (context, id) => editBooking(context, id, { status: 'booked' }));
    return bookingAnswer(after);
  },
});

const cancel = defineEndpoint<never, typeof cancelRequest>({
  ...common,
  path: '/bookings/{id}/cancel',
  name: 'cancelBooking',
  summary: 'Cancel a booking',
  body: cancelRequest,
  async run(request) {
    const { reason, at } = request.body;
    const feePaid = amountText(request.body.feePaid);
    return markedAnswer(
      await changeOf(request, (context, id) => cancelBookings(context, { references: [id], reason, at, feePaid })),
    );
  },
});

export const STATUSES = [markAttended, noShow, confirm, cancel];
