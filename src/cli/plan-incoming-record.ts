import { type PortableRecord, type PortableReview, planRecord } from '../attendance/portable-record.ts';
import type { FoundBookings, ImportRequest } from '../intake/import-service.ts';
import type { IncomingBooking, IncomingRecord, Skip } from '../intake/incoming.ts';
import { uidOf } from '../intake/known/identity-key.ts';

type PlanRows = NonNullable<ImportRequest['planRows']>;

/** What a source holds beside its bookings, as rows of the features that keep it; what has no place is told. */
export function planIncomingRecord(
  bookings: readonly IncomingBooking[],
  record: IncomingRecord | undefined,
  now: Date,
): PlanRows {
  return async (store, found) => {
    const inRows = reviewsInRows(bookings, found, now);
    const whole: PortableRecord = {
      pauses: record?.pauses ?? [],
      reviews: [...(record?.reviews ?? []), ...inRows.keys()],
    };
    const { rows, refused } = await planRecord(store, whole, found.byId, now);
    const skipped = refused.map(({ review, reason }): Skip => {
      const said = inRows.get(review);
      return { uid: said ? uidOf(said.identity) : review.bookingId, line: said?.line ?? null, reason };
    });
    return { rows, skipped };
  };
}

/** Each with the row it stands in. A table need not say when it was written: then it was now. */
function reviewsInRows(bookings: readonly IncomingBooking[], { of }: FoundBookings, now: Date) {
  const reviews = new Map<PortableReview, IncomingBooking>();
  for (const said of bookings) {
    const booking = said.review && of(said);
    if (!said.review || !booking) continue;
    const at = said.review.createdAt ?? now.toISOString();
    const { rating, text } = said.review;
    reviews.set({ bookingId: booking.id, rating, text, createdAt: at, updatedAt: at }, said);
  }
  return reviews;
}
