import { chunksOf } from '../db/chunks.ts';
import { runForEach } from '../db/run-for-each.ts';
import type { Store } from '../db/store.ts';
import type { Booking, BookingChange } from './booking.ts';
import { BOOKING_COLUMNS, type BookingValues, toBooking, toRow } from './booking-row.ts';

/** Writes changes of bookings: inserts where `before` is null, deletes where `after` is null, else updates. */
export async function saveBookingChanges(store: Store, changes: readonly BookingChange[]): Promise<void> {
  const created: Booking[] = [];
  const removedIds: string[] = [];
  /** The updates, grouped by the columns that they set: one prepared statement per group. */
  const changed = new Map<string, { readonly id: string; readonly values: Partial<BookingValues> }[]>();
  for (const { before, after } of changes) {
    if (after === null) {
      removedIds.push(before?.id ?? '');
    } else if (before === null) {
      created.push(after);
    } else {
      const values = difference(toRow(before, store.userId), toRow(after, store.userId));
      const columns = Object.keys(values).join();
      const alike = changed.get(columns);
      if (alike) alike.push({ id: after.id, values });
      else if (columns !== '') changed.set(columns, [{ id: after.id, values }]);
    }
  }
  await runForEach(
    store,
    created,
    (booking) => store.db.insertInto('bookings').values(toRow(booking, store.userId)),
    (booking) => Object.values(toRow(booking, store.userId)),
  );
  for (const alike of changed.values()) {
    await runForEach(
      store,
      alike,
      ({ id, values }) =>
        store.db.updateTable('bookings').set(values).where('id', '=', id).where('user_id', '=', store.userId),
      ({ id, values }) => [...Object.values(values), id, store.userId],
    );
  }
  await runForEach(
    store,
    removedIds,
    (id) => store.db.deleteFrom('bookings').where('id', '=', id).where('user_id', '=', store.userId),
    (id) => [id, store.userId],
  );
}

/** The columns to set. SQLite rewrites every index of a column that is set, even to the same value; so only changes. */
function difference(before: BookingValues, after: BookingValues): Partial<BookingValues> {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(Object.entries(after).filter(([column, value]) => value !== was.get(column)));
}

/** The booking with exactly this id. */
export async function findBooking(store: Store, id: string): Promise<Booking | null> {
  const row = await store.db
    .selectFrom('bookings')
    .select(BOOKING_COLUMNS)
    .where('id', '=', id)
    .where('user_id', '=', store.userId)
    .executeTakeFirst();
  return row ? toBooking(row) : null;
}

/** The bookings of these ids that exist. */
export async function findBookingsById(store: Store, ids: readonly string[]): Promise<Booking[]> {
  const found: Booking[] = [];
  for (const chunk of chunksOf(ids)) {
    const rows = await store.db
      .selectFrom('bookings')
      .select(BOOKING_COLUMNS)
      .where('user_id', '=', store.userId)
      .where('id', 'in', chunk)
      .execute();
    for (const row of rows) found.push(toBooking(row));
  }
  return found;
}

/** Bookings whose id begins with `prefix` (lower-case hex and dashes), at most `limit`. */
export async function findBookingsByIdPrefix(store: Store, prefix: string, limit: number): Promise<Booking[]> {
  const rows = await store.db
    .selectFrom('bookings')
    .select(BOOKING_COLUMNS)
    .where('user_id', '=', store.userId)
    .where('id', '>=', prefix)
    // 'g' sorts after every hex digit and the dash.
    .where('id', '<', `${prefix}g`)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toBooking);
}

/** Every booking of a class, by start. */
export async function listBookingsOfClass(store: Store, classId: string): Promise<Booking[]> {
  const rows = await store.db
    .selectFrom('bookings')
    .select(BOOKING_COLUMNS)
    .where('user_id', '=', store.userId)
    .where('class_id', '=', classId)
    .orderBy('class_datetime')
    .execute();
  return rows.map(toBooking);
}
