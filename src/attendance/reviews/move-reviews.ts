import type { FitnessClass } from '../../bookings/booking.ts';
import type { RowChange } from '../../db/row-change.ts';
import type { Store } from '../../db/store.ts';
import { listReviews, type ReviewRow, reviewKeyOf } from './review-store.ts';

/**
 * The changes of reviews when `from` is merged into `to`. A class has one review: that of `to`, else that of `from`.
 * Afterwards no row may have the key of `from`, because the class is deleted.
 */
export async function planReviewMove(
  store: Store,
  from: FitnessClass,
  to: FitnessClass,
): Promise<readonly RowChange[]> {
  const rows = await store.db.selectFrom('reviews').selectAll().where('user_id', '=', store.userId).execute();
  const seen = new Map((await listReviews(store)).map((review) => [review.bookingId, review.classId]));
  // Visible reviews come before hidden ones (see listReviews), and those of `to` before those of `from`.
  const ranks: readonly ((row: ReviewRow) => boolean)[] = [
    (row) => seen.get(row.booking_id) === to.id,
    (row) => seen.get(row.booking_id) === from.id,
    (row) => !seen.has(row.booking_id) && row.class_id === to.id,
    (row) => !seen.has(row.booking_id) && row.class_id === from.id,
  ];
  const ours = ranks.flatMap((fits) => rows.filter(fits));
  const [kept] = ours;
  const changes = ours.slice(1).map(removal);
  const taken = new Set(rows.map((row) => row.class_id));
  // The booking of a review may have moved to a third class, while the row still has the key of `from` or `to`.
  for (const row of rows.filter((each) => !ours.includes(each))) {
    const isInTheWay = row.class_id === from.id || (row.class_id === to.id && kept !== undefined);
    const classNow = seen.get(row.booking_id);
    if (!isInTheWay || classNow === undefined) continue;
    changes.push(removal(row));
    if (!taken.has(classNow)) changes.push(arrival({ ...row, class_id: classNow }));
    taken.add(classNow);
  }
  if (kept && kept.class_id !== to.id) changes.push(removal(kept), arrival({ ...kept, class_id: to.id }));
  return changes;
}

function removal(row: ReviewRow): RowChange {
  return { table: 'reviews', key: reviewKeyOf(row), before: { ...row }, after: null };
}

function arrival(row: ReviewRow): RowChange {
  return { table: 'reviews', key: reviewKeyOf(row), before: null, after: { ...row } };
}
