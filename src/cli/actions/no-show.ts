import { SCOPES } from '../../bookings/booking-reference.ts';
import { markBookings } from '../../bookings/mark-service.ts';
import { parseAmount } from '../../bookings/money.ts';
import { defineMarkAction } from '../mark-action.ts';
import { requiredWords, textOption } from '../raw-options.ts';

interface Input {
  readonly references: readonly string[];
  readonly feePaid: number | null;
}

export const action = defineMarkAction<Input>('No-show:', {
  parse(raw) {
    const fee = textOption(raw, 'fee');
    return {
      references: requiredWords(raw, 0, 'Which booking?', 'For example: numina no-show last'),
      feePaid: fee === undefined ? null : parseAmount(fee, '--fee'),
    };
  },

  mark: (context, { references, feePaid }) =>
    markBookings(context, references, SCOPES.noShow, { to: 'no_show', feePaid }),
});
