import { type Booking, type BookingChange, endsAt, type InstantText } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { BOOKING_COLUMNS, toBooking } from '../bookings/booking-row.ts';
import { planStatusChange } from '../bookings/booking-status.ts';
import { describeBookings } from '../bookings/describe-change.ts';
import { nameKey } from '../bookings/name-key.ts';
import { recordChanges } from '../bookings/record-changes.ts';
import { reviseBooking } from '../bookings/revise-booking.ts';
import type { Store } from '../db/store.ts';

/** How long after its end an unmarked class is assumed attended. */
const PATIENCE_MS = 12 * 3_600_000;

/**
 * Marks classes attended that are still unmarked 12 hours after their end, where `habits` names their source or place.
 * One call makes one step. A mark that the person takes back is not made again. Gives the bookings that it marked.
 */
export async function markByHabit(context: BookingContext, habits: readonly string[]): Promise<readonly Booking[]> {
  const { store } = context;
  const now = context.clock.now();
  // Most calls find nothing; this check needs no write lock.
  if ((await findForgotten(store, habits, now)).length === 0) return [];
  return context.store.transaction(async (store) => {
    const changes: BookingChange[] = [];
    const marked: Booking[] = [];
    for (const before of await findForgotten(store, habits, now)) {
      const fields = planStatusChange(before, { to: 'attended' }, now);
      const after = fields && reviseBooking(before, fields, now);
      if (!after) continue;
      changes.push({ before, after });
      marked.push(after);
      // Not a row of the step, so it stays after an undo and prevents a second mark.
      await store.db
        .insertInto('assumed_attendance')
        .values({ booking_id: after.id, user_id: store.userId, assumed_at: now.toISOString() })
        .execute();
    }
    await recordChanges(
      store,
      { what: `assumed attended ${describeBookings(marked, now)}`, bookings: changes, classes: [] },
      context.listeners,
    );
    return marked;
  });
}

/** The instant at which a habit marked a booking; null where its present mark is not by habit. */
export async function findAssumedAt(
  store: Store,
  { id, attendedAt }: Pick<Booking, 'id' | 'attendedAt'>,
): Promise<InstantText | null> {
  if (attendedAt === null) return null;
  const row = await store.db
    .selectFrom('assumed_attendance')
    .select('assumed_at')
    .where('user_id', '=', store.userId)
    .where('booking_id', '=', id)
    .where('assumed_at', '=', attendedAt)
    .executeTakeFirst();
  return row?.assumed_at ?? null;
}

/**
 * The unmarked classes of a habit that ended {@link PATIENCE_MS} ago or earlier and were never marked by habit; by
 * start.
 */
async function findForgotten(store: Store, habits: readonly string[], now: Date): Promise<Booking[]> {
  const overSince = now.getTime() - PATIENCE_MS;
  const rows = await store.db
    .selectFrom('bookings')
    .select(BOOKING_COLUMNS)
    .where('user_id', '=', store.userId)
    .where('status', '=', 'booked')
    .where('class_datetime', '<=', new Date(overSince).toISOString())
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('assumed_attendance')
            .select('assumed_at')
            .where('assumed_attendance.user_id', '=', store.userId)
            .whereRef('assumed_attendance.booking_id', '=', 'bookings.id'),
        ),
      ),
    )
    .orderBy('class_datetime')
    .execute();
  const known = new Set(habits.map(nameKey));
  return rows
    .map(toBooking)
    .filter(({ source, location }) => known.has(nameKey(source)) || known.has(nameKey(location ?? '')))
    .filter((booking) => endsAt(booking).getTime() <= overSince);
}
