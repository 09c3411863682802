import type { Booking } from '../../bookings/booking.ts';
import { readNext } from '../../bookings/list-service.ts';
import { toBookingJson } from '../../contract/booking-json.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import type { Template } from '../../render/template.ts';
import { defineAction } from '../command.ts';
import { textOption } from '../raw-options.ts';
import { bookingTemplate } from '../template-option.ts';

interface Input {
  readonly template: Template<Booking>;
  /** For a class without a known place. */
  readonly withoutPlace: Template<Booking>;
  readonly isScreen: boolean;
}

interface Next extends Input {
  readonly booking: Booking | null;
}

const DEFAULT_TEMPLATE = '{class} · {day} {time} · {place} · in {in}';

export const action = defineAction<Input, Next>({
  parse(raw, { isScreen }) {
    const said = textOption(raw, 'format');
    const template = bookingTemplate(said ?? DEFAULT_TEMPLATE);
    const withoutPlace = said === undefined ? bookingTemplate(DEFAULT_TEMPLATE.replace(' · {place}', '')) : template;
    return { template, withoutPlace, isScreen };
  },

  async run(session, input) {
    return { ...input, booking: await readNext(await session.bookings()) };
  },

  toText({ booking, template, withoutPlace }, style) {
    if (!booking) return '';
    return booking.location === null ? withoutPlace(booking, style) : template(booking, style);
  },
  toJson: ({ booking }) => (booking ? toBookingJson(booking) : null),
  toPlain: ({ booking }) => (booking ? [bookingRow(booking)] : []),
  // A status bar shows nothing; on a screen a note tells it.
  toNotes: ({ booking, isScreen }) => (booking || !isScreen ? [] : ['No class is booked ahead.']),
});
