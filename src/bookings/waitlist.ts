import type { Store } from '../db/store.ts';
import type { LocalDate } from '../time/civil.ts';
import type { ClockFormat } from '../time/names.ts';
import type { Booking } from './booking.ts';
import type { BookingFields } from './booking-fields.ts';
import { BOOKING_COLUMNS, toBooking } from './booking-row.ts';
import { planStatusChange } from './booking-status.ts';
import { reviseBooking } from './revise-booking.ts';

/** A booking on the waitlist, and the same booking after its place has opened. */
export interface Confirmation {
  readonly before: Booking;
  readonly after: Booking;
}

/**
 * Finds the waitlisted booking of the same class and start as `planned`, and confirms it with the fields given now. A
 * waitlisted booking from another source counts only where no source was given. Null where there is none, or where
 * `planned` is waitlisted itself. Throws RefusedError where `planned` is attended and the class has not begun.
 */
export async function confirmWaitlisted(
  store: Store,
  planned: Booking,
  said: { readonly fields: BookingFields; readonly isLimitSaid: boolean },
  now: Date,
  clock?: ClockFormat,
): Promise<Confirmation | null> {
  const { status, cancelBy, cancelByMinutes } = planned;
  if (status === 'waitlisted') return null;
  const waiting = await findWaiting(store, planned);
  const ofSource = waiting.find(({ source }) => source === planned.source);
  const before = ofSource ?? (said.fields.source === undefined ? waiting[0] : undefined);
  if (!before) return null;
  const { type: classType = before.classType, zone: _zone, location: _location, ...fields } = said.fields;
  const limit = said.isLimitSaid ? { cancelBy, cancelByMinutes } : {};
  const confirmed = planStatusChange(before, { to: status }, now, clock);
  const after = reviseBooking(before, { ...fields, classType, ...limit, ...confirmed }, now);
  return after && { before, after };
}

/**
 * Leaves out waitlisted classes that a person hardly attended; `begun` is by start. A waitlisted class before the last
 * booked one counts as settled: its place did not open. One after it stays, since its place may have opened. Pure.
 */
export function withoutOldWaits(begun: readonly Booking[]): Booking[] {
  const lastBooked = begun.findLast(({ status }) => status === 'booked');
  return begun.filter(
    ({ status, startsAt }) => status !== 'waitlisted' || !lastBooked || startsAt > lastBooked.startsAt,
  );
}

/** The start, `HH:MM`, of the only waitlisted booking of a class on a date; a date without a time then means it. */
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
    .select(BOOKING_COLUMNS)
    .where('user_id', '=', store.userId)
    .where('class_datetime', '=', startsAt)
    .where('class_id', '=', classId)
    .where('status', '=', 'waitlisted')
    .orderBy('id')
    .execute();
  return rows.map(toBooking);
}
