import type { FitnessClass } from '../../bookings/booking.ts';
import type { RowChange } from '../../db/row-change.ts';
import type { Store } from '../../db/store.ts';
import { listReviews, type ReviewRow } from './review-store.ts';

/**
 * The rows that change where all bookings of `from` become bookings of `to`, whose one review is then its own, else that
 * of `from`. No row may name `from` afterwards: the class goes.
 */
export async function planReviewMove(
  store: Store,
  from: FitnessClass,
  to: FitnessClass,
): Promise<readonly RowChange[]> {
  const rows = await store.db.selectFrom('reviews').selectAll().where('user_id', '=', store.userId).execute();
  const seen = new Map((await listReviews(store)).map((review) => [review.bookingId, review.classId]));
  /** What is seen of a review goes before what waits unseen, and a class's own before that of the other. */
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
  /** A row may still have the key of one of the two though its booking has moved on to another class. */
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
  return { table: 'reviews', key: keyOf(row), before: { ...row }, after: null };
}

function arrival(row: ReviewRow): RowChange {
  return { table: 'reviews', key: keyOf(row), before: null, after: { ...row } };
}

function keyOf({ user_id, class_id }: ReviewRow) {
  return { user_id, class_id };
}
