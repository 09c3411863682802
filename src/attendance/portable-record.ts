import type { Kysely, Transaction } from 'kysely';
import type { Booking, InstantText } from '../bookings/booking.ts';
import type { BookingFilter } from '../bookings/booking-filter.ts';
import { matchesFilter } from '../bookings/booking-query.ts';
import type { RowChange } from '../db/row-change.ts';
import type { Schema } from '../db/schema.ts';
import { listPauses } from './pause-store.ts';
import type { Pause } from './pauses.ts';

/** A review on its way from one database to another; its class is that of its booking there. */
export interface PortableReview {
  readonly bookingId: string;
  /** 1–5. */
  readonly rating: number;
  readonly text: string | null;
  readonly createdAt: InstantText;
  readonly updatedAt: InstantText;
}

/** What a person has written beside the bookings. */
export interface PortableRecord {
  readonly pauses: readonly Pause[];
  readonly reviews: readonly PortableReview[];
}

/** The reviews of attended bookings that match, and the pauses where nothing narrows the bookings. */
export async function readRecord(
  db: Kysely<Schema>,
  userId: string,
  filter: BookingFilter,
): Promise<{ readonly pauses: Pause[]; readonly reviews: (PortableReview & { readonly classId: string })[] }> {
  const isWhole = Object.values(filter).every((part) => part === undefined);
  const attended = db
    .selectFrom('bookings')
    .select('id')
    .where(matchesFilter(userId, filter))
    .where('status', '=', 'attended');
  const rows = await db
    .selectFrom('reviews')
    .selectAll()
    .where('user_id', '=', userId)
    .where('booking_id', 'in', attended)
    .orderBy('created_at')
    .orderBy('class_id')
    .execute();
  const reviews = rows.map((row) => ({
    bookingId: row.booking_id,
    classId: row.class_id,
    rating: row.rating,
    text: row.text,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
  return { pauses: isWhole ? await listPauses(db, userId) : [], reviews };
}

/**
 * The rows that a record adds to what is here, where it always stays as it is: pauses on days that no other covers,
 * and reviews of attended bookings whose class has none. `bookingOf` knows the bookings as they will be.
 */
export async function planRecord(
  trx: Transaction<Schema>,
  userId: string,
  { pauses, reviews }: PortableRecord,
  bookingOf: (id: string) => Booking | undefined,
  now: Date,
): Promise<RowChange[]> {
  const changes: RowChange[] = [];
  const taken: Pause[] = await listPauses(trx, userId);
  for (const pause of pauses) {
    if (taken.some((each) => each.id === pause.id || (each.from <= pause.to && pause.from <= each.to))) continue;
    taken.push(pause);
    const { id, from, to, reason } = pause;
    const after = { id, user_id: userId, from_date: from, to_date: to, reason, created_at: now.toISOString() };
    changes.push({ table: 'pauses', key: { id }, before: null, after });
  }
  const rows = await trx.selectFrom('reviews').select('class_id').where('user_id', '=', userId).execute();
  const reviewed = new Set(rows.map((row) => row.class_id));
  for (const { bookingId, rating, text, createdAt, updatedAt } of reviews) {
    const booking = bookingOf(bookingId);
    if (booking?.status !== 'attended' || reviewed.has(booking.classId)) continue;
    reviewed.add(booking.classId);
    const key = { user_id: userId, class_id: booking.classId };
    const after = { ...key, booking_id: bookingId, rating, text, created_at: createdAt, updated_at: updatedAt };
    changes.push({ table: 'reviews', key, before: null, after });
  }
  return changes;
}
