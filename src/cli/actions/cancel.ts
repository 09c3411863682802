import { SCOPES } from '../../bookings/booking-reference.ts';
import { markBookings } from '../../bookings/mark-service.ts';
import { parseAmount } from '../../bookings/money.ts';
import { cleanTitle } from '../../bookings/text-fields.ts';
import { understandMoment } from '../../bookings/understand-start.ts';
import { UsageError } from '../../errors.ts';
import { defineMarkAction } from '../mark-action.ts';
import { argumentWords, textOption } from '../raw-options.ts';

interface Input {
  readonly references: readonly string[];
  readonly reason: string | null;
  readonly at: string | undefined;
  readonly feePaid: number | null;
}

export const action = defineMarkAction<Input>('Cancelled', {
  parse(raw) {
    const [reason, fee] = [textOption(raw, 'reason'), textOption(raw, 'fee')];
    return {
      references: argumentWords(raw, 0),
      reason: reason === undefined || reason.trim() === '' ? null : cleanTitle(reason, 'reason'),
      at: textOption(raw, 'at'),
      feePaid: fee === undefined ? null : parseAmount(fee, '--fee'),
    };
  },

  settle: (input, said, meant) => (input.at === said ? { ...input, at: meant } : null),

  question: { scope: SCOPES.cancel, example: 'numina cancel next' },

  async mark(context, { references, reason, at, feePaid }, app) {
    const now = app.clock.now();
    const change = { to: 'cancelled' as const, reason, feePaid };
    if (at === undefined) return markBookings(context, references, SCOPES.cancel, change);
    const cancelledAt = await understandMoment(at, app.homeZone, now, { habits: app.habits, isPast: true });
    if (cancelledAt > now) {
      throw new UsageError(
        'cancelled_in_future',
        `--at ${at} is still to come.`,
        'Say when it was cancelled, or leave --at out.',
      );
    }
    return markBookings(context, references, SCOPES.cancel, { ...change, at: cancelledAt });
  },
});
