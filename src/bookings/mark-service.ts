import type { Store } from '../db/store.ts';
import { UsageError } from '../errors.ts';
import { field } from '../words.ts';
import { type Booking, type BookingStatus, STATUSES } from './booking.ts';
import { type BookingContext, momentOf } from './booking-context.ts';
import { type ReferenceScope, resolveReference } from './booking-reference.ts';
import { planStatusChange, type StatusChange } from './booking-status.ts';
import { describeBookings } from './describe-change.ts';
import { saidAmount } from './money.ts';
import { recordChanges } from './record-changes.ts';
import { reviseBooking } from './revise-booking.ts';
import { saidChoice, saidText } from './said-values.ts';
import { cleanTitle } from './text-fields.ts';

/** The bookings that a command named: those that it changed, and those that had the status already. */
export interface Marked {
  readonly changed: readonly Booking[];
  readonly unchanged: readonly Booking[];
}

/** Gives every named booking a status; all or none. Throws UsageError, NotFoundError and RefusedError. */
export async function markBookings(
  context: BookingContext,
  references: readonly string[],
  scope: ReferenceScope,
  said: StatusChange,
): Promise<Marked> {
  const change = checkStatusChange(said);
  const { now, clock } = momentOf(context);
  return context.store.transaction(async (store) => {
    const changes: { before: Booking; after: Booking }[] = [];
    const unchanged: Booking[] = [];
    for (const before of await resolveAll(context, store, references, scope)) {
      const fields = planStatusChange(before, change, now, clock);
      const after = fields && reviseBooking(before, fields, now);
      if (after) changes.push({ before, after });
      else unchanged.push(before);
    }
    const changed = changes.map(({ after }) => after);
    const what = `${VERBS[change.to]} ${describeBookings(changed, now)}`;
    await recordChanges(store, { what, bookings: changes, classes: [] }, context.listeners);
    return { changed, unchanged };
  });
}

/** Removes the named bookings; all or none. */
export async function deleteBookings(
  context: BookingContext,
  references: readonly string[],
  scope: ReferenceScope,
): Promise<readonly Booking[]> {
  return context.store.transaction(async (store) => {
    const named = await resolveAll(context, store, references, scope);
    const bookings = named.map((before) => ({ before, after: null }));
    const what = `deleted ${describeBookings(named, context.clock.now())}`;
    await recordChanges(store, { what, bookings, classes: [] }, context.listeners);
    return named;
  });
}

/** The bookings that the references name, each once. For showing them before a change. */
export function findBookings(
  context: BookingContext,
  references: readonly string[],
  scope: ReferenceScope,
): Promise<readonly Booking[]> {
  return resolveAll(context, context.store, references, scope);
}

/** Checks a change of status. Throws UsageError. */
export function checkStatusChange(said: { readonly [Name in keyof StatusChange]: unknown }): StatusChange {
  const { to, at, reason, feePaid } = said;
  if (at !== undefined && !(at instanceof Date && Number.isFinite(at.getTime()))) {
    throw new UsageError('bad_moment', 'The moment is not a valid time.', 'Leave it out to mean now.');
  }
  const text = saidText(reason ?? '', 'The reason');
  return {
    to: saidChoice(to, 'The status', STATUSES),
    ...(at !== undefined && { at }),
    reason: text.trim() === '' ? null : cleanTitle(text, 'reason'),
    feePaid: saidAmount(feePaid, field('feePaid')),
  };
}

/** More than a command line can name. */
const MOST_REFERENCES = 10_000;

function checkReferences(references: unknown): readonly string[] {
  if (!Array.isArray(references)) throw new UsageError('not_list', 'No bookings are named.', 'Give a list of them.');
  if (references.length > MOST_REFERENCES) {
    throw new UsageError('too_many', `${references.length} bookings are named.`, 'Name at most 10,000 at once.');
  }
  return references.map((each) => saidText(each, 'A booking'));
}

/** The bookings that the references name, each once. */
async function resolveAll(
  context: BookingContext,
  store: Store,
  references: readonly string[],
  scope: ReferenceScope,
): Promise<Booking[]> {
  const named = new Map<string, Booking>();
  for (const reference of checkReferences(references)) {
    const booking = await resolveReference(store, reference, scope, momentOf(context));
    named.set(booking.id, booking);
  }
  return [...named.values()];
}

const VERBS: Readonly<Record<BookingStatus, string>> = {
  booked: 'booked',
  attended: 'attended',
  cancelled: 'cancelled',
  no_show: 'marked no-show:',
  waitlisted: 'waitlisted',
};
