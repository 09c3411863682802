import { SCOPES } from '../../bookings/booking-reference.ts';
import { type CancelRequest, cancelBookings, checkCancellation } from '../../bookings/status-service.ts';
import { defineMarkAction } from '../mark-action.ts';
import { argumentWords, textOption } from '../raw-options.ts';

export const action = defineMarkAction<CancelRequest>('Cancelled', {
  parse(raw) {
    const [reason, at, feePaid] = ['reason', 'at', 'fee'].map((name) => textOption(raw, name));
    const request = { references: argumentWords(raw, 0), reason, at, feePaid };
    checkCancellation(request);
    return request;
  },
  settle: (request, said, meant) => (request.at === said ? { ...request, at: meant } : null),
  question: { scope: SCOPES.cancel, example: 'numina cancel next' },
  mark: cancelBookings,
});
