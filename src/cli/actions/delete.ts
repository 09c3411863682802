import type { Booking } from '../../bookings/booking.ts';
import { toBookingJson } from '../../bookings/booking-json.ts';
import { describeBooking, SCOPES } from '../../bookings/booking-reference.ts';
import { deleteBookings, resolveAll } from '../../bookings/mark-service.ts';
import { NuminaError, UsageError } from '../../errors.ts';
import { renderRecorded } from '../../render/booking-card.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { printable } from '../../render/printable.ts';
import { defineAction } from '../command.ts';
import { hasFlag, requiredWords } from '../raw-options.ts';

interface Input {
  readonly references: readonly string[];
  readonly isSure: boolean;
}

export const action = defineAction<Input, readonly Booking[]>({
  parse: (raw) => ({
    references: requiredWords(raw, 0, 'Which booking?', 'For example: numina delete last --yes'),
    isSure: hasFlag(raw, 'yes'),
  }),

  async prepare(app, input, prompter) {
    if (input.isSure) return input;
    const context = await app.bookings();
    const { kysely, userId } = context.database;
    const named = await resolveAll(context, kysely, userId, input.references, SCOPES.any);
    if (!prompter) {
      throw new UsageError(
        'not_confirmed',
        'Deleting removes a booking for good.',
        'Add --yes to delete without being asked.',
      );
    }
    const listed = named.map((booking) => printable(describeBooking(booking))).join('\n  ');
    if (await prompter.confirm(`Delete for good?\n  ${listed}\n`))
      return { ...input, references: named.map(({ id }) => id) };
    throw new NuminaError('interrupted', 'interrupted', 'Stopped; nothing was deleted.');
  },

  async run(app, { references }) {
    return deleteBookings(await app.bookings(), references, SCOPES.any);
  },

  toText: (bookings, style) => renderRecorded(bookings, { verb: 'Deleted', idLabels: new Map() }, style),
  toJson: (bookings) => bookings.map((booking) => toBookingJson(booking)),
  toPlain: (bookings) => bookings.map(bookingRow),
});
