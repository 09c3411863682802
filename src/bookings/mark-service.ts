import type { Store } from '../db/store.ts';
import type { Booking, BookingStatus } from './booking.ts';
import { type BookingContext, momentOf } from './booking-context.ts';
import { type ReferenceScope, resolveReference } from './booking-reference.ts';
import { planStatusChange, type StatusChange } from './booking-status.ts';
import { describeBookings } from './describe-change.ts';
import { recordChanges } from './record-changes.ts';
import { reviseBooking } from './revise-booking.ts';

/** What a command named: the bookings it changed, and those that were so already. */
export interface Marked {
  readonly changed: readonly Booking[];
  readonly unchanged: readonly Booking[];
}

/** Gives every named booking a status; all or none. Throws NotFoundError and RefusedError. */
export async function markBookings(
  context: BookingContext,
  references: readonly string[],
  scope: ReferenceScope,
  change: StatusChange,
): Promise<Marked> {
  const { now } = momentOf(context);
  return context.store.transaction(async (store) => {
    const changes: { before: Booking; after: Booking }[] = [];
    const unchanged: Booking[] = [];
    for (const before of await resolveAll(context, store, references, scope)) {
      const fields = planStatusChange(before, change, now);
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

/** The bookings that the references name, each once. */
export async function resolveAll(
  context: BookingContext,
  store: Store,
  references: readonly string[],
  scope: ReferenceScope,
): Promise<Booking[]> {
  const named = new Map<string, Booking>();
  for (const reference of references) {
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
