import type { Booking, InstantText } from '../bookings/booking.ts';
import type { BookingFilter } from '../bookings/booking-filter.ts';
import { matchesFilter } from '../bookings/booking-query.ts';
import type { RowChange } from '../db/row-change.ts';
import type { Store } from '../db/store.ts';
import { listPauses } from './streak/pause-store.ts';
import type { Pause } from './streak/pauses.ts';

/** A review in an export. It has no class id: its class is that of its booking in the other database. */
export interface PortableReview {
  readonly bookingId: string;
  /** 1–5. */
  readonly rating: number;
  readonly text: string | null;
  readonly createdAt: InstantText;
  readonly updatedAt: InstantText;
}

/** Pauses and reviews in an export. */
export interface PortableRecord {
  readonly pauses: readonly Pause[];
  readonly reviews: readonly PortableReview[];
}

/** The reviews of attended bookings that match, and the pauses where the filter is empty. */
export async function readRecord(
  store: Store,
  filter: BookingFilter,
): Promise<{ readonly pauses: Pause[]; readonly reviews: (PortableReview & { readonly classId: string })[] }> {
  const isWhole = Object.values(filter).every((part) => part === undefined);
  const attended = store.db
    .selectFrom('bookings')
    .select('id')
    .where(matchesFilter(store.userId, filter))
    .where('status', '=', 'attended');
  const rows = await store.db
    .selectFrom('reviews')
    .selectAll()
    .where('user_id', '=', store.userId)
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
  return { pauses: isWhole ? await listPauses(store) : [], reviews };
}

export interface RecordPlan {
  readonly rows: readonly RowChange[];
  /** The reviews that cannot be added, each with the reason as a sentence. */
  readonly refused: readonly { readonly review: PortableReview; readonly reason: string }[];
}

/**
 * The rows that a record adds; existing rows never change. It adds pauses that overlap no existing one, and reviews of
 * attended bookings whose class has no review. `bookingOf` gives the bookings as they will be after the import; reviews
 * of bookings that it does not know are skipped.
 */
export async function planRecord(
  store: Store,
  { pauses, reviews }: PortableRecord,
  bookingOf: (id: string) => Booking | undefined,
  now: Date,
): Promise<RecordPlan> {
  const changes: RowChange[] = [];
  const taken: Pause[] = await listPauses(store);
  for (const pause of pauses) {
    if (taken.some((each) => each.id === pause.id || (each.from <= pause.to && pause.from <= each.to))) continue;
    taken.push(pause);
    const { id, from, to, reason } = pause;
    const after = { id, user_id: store.userId, from_date: from, to_date: to, reason, created_at: now.toISOString() };
    changes.push({ table: 'pauses', key: { id }, before: null, after });
  }
  const standing = await store.db
    .selectFrom('reviews')
    .select(['class_id', 'booking_id'])
    .where('user_id', '=', store.userId)
    .execute();
  const reviewed = new Map(standing.map((row) => [row.class_id, row.booking_id]));
  const refused: RecordPlan['refused'][number][] = [];
  for (const review of reviews) {
    const { rating, text, createdAt, updatedAt } = review;
    const booking = bookingOf(review.bookingId);
    if (!booking || reviewed.get(booking.classId) === booking.id) continue;
    const reason = refusalOf(booking, reviewed);
    if (reason !== null) {
      refused.push({ review, reason });
      continue;
    }
    reviewed.set(booking.classId, booking.id);
    const key = { user_id: store.userId, class_id: booking.classId };
    const after = { ...key, booking_id: booking.id, rating, text, created_at: createdAt, updated_at: updatedAt };
    changes.push({ table: 'reviews', key, before: null, after });
  }
  return { rows: changes, refused };
}

function refusalOf({ className, classId, status }: Booking, reviewed: ReadonlyMap<string, string>): string | null {
  if (status !== 'attended') return `${className} is not marked attended: its review was left out.`;
  return reviewed.has(classId) ? `${className} has a review already: this one was left out.` : null;
}
