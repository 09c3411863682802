import type { Booking } from '../../bookings/booking.ts';
import { describeBooking, SCOPES } from '../../bookings/booking-reference.ts';
import { deleteBookings, findBookings } from '../../bookings/mark-service.ts';
import { toBookingsJson } from '../../contract/booking-json.ts';
import { UsageError } from '../../errors.ts';
import { renderRecorded } from '../../render/booking-card.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { printable } from '../../render/printable.ts';
import { askBookings } from '../ask-bookings.ts';
import { defineAction } from '../command.ts';
import { argumentWords, hasFlag } from '../raw-options.ts';

interface Input {
  readonly references: readonly string[];
  readonly isSure: boolean;
}

export const action = defineAction<Input, readonly Booking[]>({
  parse: (raw) => ({
    references: argumentWords(raw, 0),
    isSure: hasFlag(raw, 'yes'),
  }),

  async prepare(session, input, prompter) {
    const question = { scope: SCOPES.any, example: 'numina delete last --yes' };
    const references = await askBookings(session, input.references, question, prompter);
    if (input.isSure) return { ...input, references };
    const named = await findBookings(await session.bookings(), references, SCOPES.any);
    if (!prompter) {
      throw new UsageError(
        'not_confirmed',
        'Deleting removes a booking from the record.',
        'Add --yes to delete without being asked.',
      );
    }
    prompter.tell(named.map((booking) => printable(describeBooking(booking, session.habits.clock))));
    const isSure = await prompter.confirm(named.length === 1 ? 'Delete it?' : 'Delete them all?');
    return { isSure, references: isSure ? named.map(({ id }) => id) : [] };
  },

  async run(session, { references }) {
    return references.length === 0 ? [] : deleteBookings(await session.bookings(), references, SCOPES.any);
  },

  toText: (bookings, style) => renderRecorded(bookings, { verb: 'Deleted', idLabels: new Map() }, style),
  toJson: toBookingsJson,
  toPlain: (bookings) => bookings.map(bookingRow),
  toNotes: (bookings) => (bookings.length === 0 ? ['Nothing was deleted.'] : []),
});
