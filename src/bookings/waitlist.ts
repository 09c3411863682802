import type { Store } from '../db/store.ts';
import type { LocalDate } from '../time/civil.ts';
import type { Booking } from './booking.ts';
import type { BookingFields } from './booking-fields.ts';
import { toBooking } from './booking-row.ts';
import { planStatusChange } from './booking-status.ts';
import { reviseBooking } from './revise-booking.ts';

/** What a booking was on the waitlist, and what it is now that its place has opened. */
export interface Confirmation {
  readonly before: Booking;
  readonly after: Booking;
}

/**
 * The waitlisted booking whose place `planned` is, of the same class at the same start, confirmed with what was said of
 * it now. One of another source only where no source was said. Null where there is none, or where `planned` is on the
 * waitlist itself. Throws RefusedError where its class has not begun and it is to be attended.
 */
export async function confirmWaitlisted(
  store: Store,
  planned: Booking,
  said: { readonly fields: BookingFields; readonly isLimitSaid: boolean },
  now: Date,
): Promise<Confirmation | null> {
  const { status, cancelBy, cancelByMinutes } = planned;
  if (status === 'waitlisted') return null;
  const waiting = await findWaiting(store, planned);
  const ofSource = waiting.find(({ source }) => source === planned.source);
  const before = ofSource ?? (said.fields.source === undefined ? waiting[0] : undefined);
  if (!before) return null;
  const { type: classType = before.classType, zone: _zone, location: _location, ...fields } = said.fields;
  const limit = said.isLimitSaid ? { cancelBy, cancelByMinutes } : {};
  const confirmed = planStatusChange(before, { to: status }, now);
  const after = reviseBooking(before, { ...fields, classType, ...limit, ...confirmed }, now);
  return after && { before, after };
}

/**
 * Of classes that have begun, by start, those that somebody may have been at: a place on a waitlist before the last that
 * was booked never opened, or it would be settled; one behind it may have. Pure.
 */
export function withoutOldWaits(begun: readonly Booking[]): Booking[] {
  const lastBooked = begun.findLast(({ status }) => status === 'booked');
  return begun.filter(
    ({ status, startsAt }) => status !== 'waitlisted' || !lastBooked || startsAt > lastBooked.startsAt,
  );
}

/** When the only place on the waitlist of a class on a day begins, `HH:MM`: what that day without a time means. */
export async function findWaitingTime(store: Store, classId: string, date: LocalDate): Promise<string | null> {
  const rows = await store.db
    .selectFrom('bookings')
    .select('class_time')
    .where('user_id', '=', store.userId)
    .where('class_id', '=', classId)
    .where('class_date', '=', date)
    .where('status', '=', 'waitlisted')
    .execute();
  const [only, other] = rows;
  return only && !other ? only.class_time : null;
}

async function findWaiting(store: Store, { classId, startsAt }: Booking) {
  const rows = await store.db
    .selectFrom('bookings')
    .selectAll()
    .where('user_id', '=', store.userId)
    .where('class_datetime', '=', startsAt)
    .where('class_id', '=', classId)
    .where('status', '=', 'waitlisted')
    .orderBy('id')
    .execute();
  return rows.map(toBooking);
}
