import { SCOPES } from '../../bookings/booking-reference.ts';
import { attendBookings, listToAttend } from '../../bookings/status-service.ts';
import { defineMarkAction } from '../mark-action.ts';
import { argumentWords } from '../raw-options.ts';

export const action = defineMarkAction<{ references: readonly string[] }>('Attended', {
  parse: (raw) => ({ references: argumentWords(raw, 0) }),
  question: { scope: SCOPES.attend, example: 'numina attend last' },
  candidates: listToAttend,
  mark: (context, { references }) => attendBookings(context, references),
});
