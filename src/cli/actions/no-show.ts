import { SCOPES } from '../../bookings/booking-reference.ts';
import { markBookings } from '../../bookings/mark-service.ts';
import { parseAmount } from '../../bookings/money.ts';
import { defineMarkAction } from '../mark-action.ts';
import { argumentWords, textOption } from '../raw-options.ts';

interface Input {
  readonly references: readonly string[];
  readonly feePaid: number | null;
}

export const action = defineMarkAction<Input>('No-show:', {
  parse(raw) {
    const fee = textOption(raw, 'fee');
    return {
      references: argumentWords(raw, 0),
      feePaid: fee === undefined ? null : parseAmount(fee, '--fee'),
    };
  },

  question: { scope: SCOPES.noShow, example: 'numina no-show last' },

  mark: (context, { references, feePaid }) =>
    markBookings(context, references, SCOPES.noShow, { to: 'no_show', feePaid }),
});
