import { momentOf } from '../../bookings/booking-context.ts';
import { findToAttend, listJustTaken, SCOPES } from '../../bookings/booking-reference.ts';
import { markBookings } from '../../bookings/mark-service.ts';
import { defineMarkAction } from '../mark-action.ts';
import { argumentWords } from '../raw-options.ts';

export const action = defineMarkAction<{ references: readonly string[] }>('Attended', {
  parse: (raw) => ({ references: argumentWords(raw, 0) }),

  question: { scope: SCOPES.attend, example: 'numina attend last' },

  async candidates(app) {
    const context = await app.bookings();
    return listJustTaken(context.store, momentOf(context));
  },

  async mark(context, { references }) {
    const { store } = context;
    const named = references.length > 0 ? references : [(await findToAttend(store, momentOf(context))).id];
    return markBookings(context, named, SCOPES.attend, { to: 'attended' });
  },
});
