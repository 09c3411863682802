import type { Booking, InstantText } from '../../bookings/booking.ts';
import type { RowChange } from '../../db/row-change.ts';
import type { Store } from '../../db/store.ts';
import type { IncomingBooking, IncomingRecord, Skip } from '../incoming.ts';
import { uidOf } from '../known/identity-key.ts';
import type { FoundBookings, PlanRows } from '../take-in.ts';

type Review = IncomingRecord['reviews'][number];

/** Plans reviews and pauses as rows of their feature. Reviews that cannot be stored are refused, with a reason. */
export type PlanRecord = (
  store: Store,
  record: IncomingRecord,
  bookingOf: (id: string) => Booking | undefined,
  now: Date,
) => Promise<{
  readonly rows: readonly RowChange[];
  readonly refused: readonly { readonly review: Review; readonly reason: string }[];
}>;

/**
 * Plans the reviews and pauses of a source, from the rows of its table and from its record. Refused ones are skipped.
 */
export function planRecordRows(
  planRecord: PlanRecord,
  bookings: readonly IncomingBooking[],
  record: IncomingRecord | undefined,
  now: Date,
): PlanRows {
  return async (store, found) => {
    const inRows = reviewsInRows(bookings, found, now.toISOString());
    const reviews = [...(record?.reviews ?? []), ...inRows.keys()];
    const { rows, refused } = await planRecord(store, { pauses: record?.pauses ?? [], reviews }, found.byId, now);
    const skipped = refused.map(({ review, reason }): Skip => {
      const said = inRows.get(review);
      return { uid: said ? uidOf(said.identity) : review.bookingId, line: said?.line ?? null, reason };
    });
    return { rows, skipped };
  };
}

/** The reviews in table rows, each with its row. A review without a date counts as written now. */
function reviewsInRows(bookings: readonly IncomingBooking[], { of }: FoundBookings, now: InstantText) {
  const reviews = new Map<Review, IncomingBooking>();
  for (const said of bookings) {
    const booking = said.review && of(said);
    if (!said.review || !booking) continue;
    const { rating, text, createdAt } = said.review;
    const at = createdAt ?? now;
    reviews.set({ bookingId: booking.id, rating, text, createdAt: at, updatedAt: at }, said);
  }
  return reviews;
}
