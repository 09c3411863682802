import type { Selectable } from 'kysely';
import type { Booking } from '../../bookings/booking.ts';
import { BOOKING_COLUMNS, toBooking } from '../../bookings/booking-row.ts';
import type { ReviewsTable } from '../../db/schema.ts';
import type { Store } from '../../db/store.ts';
import type { LocalDateTime } from '../../time/civil.ts';
import type { Rating, Review } from './reviews.ts';

export type ReviewRow = Selectable<ReviewsTable>;

/** The primary key of a row. */
export function reviewKeyOf({ user_id, class_id }: ReviewRow) {
  return { user_id, class_id };
}

/** A review with the details of its booking. */
export interface ReviewedClass extends Review {
  readonly className: string;
  readonly location: string | null;
  readonly instructor: string | null;
  readonly startsLocal: LocalDateTime;
  readonly zone: string;
}

function toReview(row: ReviewRow): Review {
  return {
    bookingId: row.booking_id,
    classId: row.class_id,
    // A CHECK of the table holds it to 1–5.
    rating: row.rating as Rating,
    text: row.text,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/**
 * Every review with an attended booking, by the start of the class. A review whose booking was deleted or is no longer
 * attended stays hidden in the table, because an undo may bring the booking back.
 */
export async function listReviews(store: Store): Promise<ReviewedClass[]> {
  const rows = await store.db
    .selectFrom('reviews')
    .innerJoin('bookings', (join) =>
      join.onRef('bookings.user_id', '=', 'reviews.user_id').onRef('bookings.id', '=', 'reviews.booking_id'),
    )
    .selectAll('reviews')
    .select(['class_name', 'location', 'instructor', 'class_local', 'zone', 'bookings.class_id as class_now'])
    .where('reviews.user_id', '=', store.userId)
    .where('bookings.status', '=', 'attended')
    .orderBy('class_datetime')
    .execute();
  return rows.map((row) => ({
    ...toReview(row),
    classId: row.class_now,
    className: row.class_name,
    location: row.location,
    instructor: row.instructor,
    startsLocal: row.class_local,
    zone: row.zone,
  }));
}

/**
 * The rows that a review of a booking replaces: that of its class, and that of the booking from before it changed
 * class.
 */
export async function findReviewRows(
  store: Store,
  { id, classId }: Pick<Booking, 'id' | 'classId'>,
): Promise<ReviewRow[]> {
  return store.db
    .selectFrom('reviews')
    .selectAll()
    .where('user_id', '=', store.userId)
    .where((eb) => eb.or([eb('class_id', '=', classId), eb('booking_id', '=', id)]))
    .execute();
}

/** The latest attended booking of each class without a review, by start. */
export async function listUnreviewed(store: Store, now: Date): Promise<Booking[]> {
  const reviewed = new Set((await listReviews(store)).map(({ classId }) => classId));
  const lasts = await store.db
    .selectFrom('bookings')
    .select((eb) => ['class_id', eb.fn.max('class_datetime').as('startsAt')])
    .where('user_id', '=', store.userId)
    .where('status', '=', 'attended')
    .where('class_datetime', '<=', now.toISOString())
    .groupBy('class_id')
    .execute();
  const bookings: Booking[] = [];
  for (const { class_id, startsAt } of lasts) {
    if (reviewed.has(class_id)) continue;
    const row = await store.db
      .selectFrom('bookings')
      .select(BOOKING_COLUMNS)
      .where('user_id', '=', store.userId)
      .where('class_id', '=', class_id)
      .where('class_datetime', '=', startsAt)
      .where('status', '=', 'attended')
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow();
    bookings.push(toBooking(row));
  }
  return bookings.sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
}
