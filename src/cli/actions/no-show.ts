import { SCOPES } from '../../bookings/booking-reference.ts';
import { checkNoShow, markNoShow, type NoShowRequest } from '../../bookings/status-service.ts';
import { defineMarkAction } from '../mark-action.ts';
import { argumentWords, textOption } from '../raw-options.ts';

export const action = defineMarkAction<NoShowRequest>('No-show:', {
  parse(raw) {
    const request = { references: argumentWords(raw, 0), feePaid: textOption(raw, 'fee') };
    checkNoShow(request);
    return request;
  },
  question: { scope: SCOPES.noShow, example: 'numina no-show last' },
  mark: markNoShow,
});
