import { type Booking, STATUSES } from '../../bookings/booking.ts';
import { type BookingContext, momentOf } from '../../bookings/booking-context.ts';
import { type ReferenceScope, resolveReference } from '../../bookings/booking-reference.ts';
import { recordChanges } from '../../bookings/record-changes.ts';
import { saidFields, saidText } from '../../bookings/said-values.ts';
import { cleanNotes } from '../../bookings/text-fields.ts';
import type { RowChange } from '../../db/row-change.ts';
import type { Store } from '../../db/store.ts';
import { NotFoundError, UsageError } from '../../errors.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { findReviewRows, listReviews, listUnreviewed, type ReviewedClass, type ReviewRow } from './review-store.ts';
import {
  checkReviewable,
  parseRating,
  type Rating,
  type ReviewEligibility,
  type ReviewQuestion,
  reviewEligibility,
} from './reviews.ts';

/** Words mean a class that was attended; where none is, any booking, so that the refusal can say why. */
export const REVIEW_SCOPE: ReferenceScope = {
  looks: 'back',
  tiers: [{ statuses: ['attended'], hasBegun: true }, { statuses: STATUSES }],
};

export interface SavedReview {
  readonly review: ReviewedClass;
  readonly isChanged: boolean;
}

/** A review as anybody may send it. */
export interface ReviewRequest {
  /** 1–5. */
  readonly rating?: number | string | undefined;
  /** Left as it was where it is not said; null or an empty text takes it away. */
  readonly text?: string | null | undefined;
}

/** What is said of a class; the rating may still have to be asked for. Throws UsageError. */
export function checkReview(request: ReviewRequest): {
  readonly rating: Rating | undefined;
  readonly text: string | null | undefined;
} {
  const said = saidFields(request, 'A review', ['rating', 'text']);
  const text = said.get('text');
  return {
    rating: said.has('rating') ? parseRating(said.get('rating')) : undefined,
    text: text === undefined || text === null ? text : cleanNotes(saidText(text, 'The text')),
  };
}

export const REVIEW_EXAMPLE = 'numina review last --rating 5';

/**
 * Writes the review of the class that a booking is of, or changes it. Throws UsageError, NotFoundError, and RefusedError
 * as {@link checkReviewable}.
 */
export async function saveReview(
  context: BookingContext,
  reference: string,
  request: ReviewRequest,
): Promise<SavedReview> {
  const { rating, text } = checkReview(request);
  if (rating === undefined) {
    throw new UsageError('rating_missing', '--rating is missing.', `For example: ${REVIEW_EXAMPLE}`);
  }
  return context.store.transaction(async (store) => {
    const booking = await resolveReference(store, reference, REVIEW_SCOPE, momentOf(context));
    checkReviewable(await askAbout(context, store, booking));
    const before = await findReviewRows(store, booking);
    // A row left by a booking that is gone, or missed after all, gives way to a new review.
    const standing = before.find((row) => row.booking_id === booking.id);
    const now = context.clock.now().toISOString();
    const after: ReviewRow = {
      user_id: store.userId,
      class_id: booking.classId,
      booking_id: booking.id,
      rating,
      text: text === undefined ? (standing?.text ?? null) : text,
      created_at: standing?.created_at ?? now,
      updated_at: now,
    };
    const isChanged =
      standing?.rating !== rating || standing.text !== after.text || standing.class_id !== after.class_id;
    if (isChanged) await record(context, store, booking, before, after);
    return { review: await requireReview(store, booking), isChanged };
  });
}

/** Takes the review of a booking's class away. Throws NotFoundError where there is none. */
export async function deleteReview(context: BookingContext, reference: string): Promise<ReviewedClass> {
  return context.store.transaction(async (store) => {
    const booking = await resolveReference(store, reference, REVIEW_SCOPE, momentOf(context));
    const review = await requireReview(store, booking);
    await record(context, store, booking, await findReviewRows(store, booking), null);
    return review;
  });
}

/** Every review, by the start of its class. */
export function readReviews({ store }: Pick<BookingContext, 'store'>): Promise<ReviewedClass[]> {
  return listReviews(store);
}

/** The latest attended booking of every class without a review, by start. */
export function readUnreviewed({ store, clock }: Pick<BookingContext, 'store' | 'clock'>): Promise<Booking[]> {
  return listUnreviewed(store, clock.now());
}

/** Whether a booking may be reviewed now, and why not. Throws NotFoundError. */
export async function readEligibility(context: BookingContext, reference: string): Promise<ReviewEligibility> {
  const { store } = context;
  const booking = await resolveReference(store, reference, REVIEW_SCOPE, momentOf(context));
  return reviewEligibility(await askAbout(context, store, booking));
}

/** The booking that may be reviewed now. Throws NotFoundError, and RefusedError as {@link checkReviewable}. */
export async function requireReviewable(context: BookingContext, reference: string): Promise<Booking> {
  const { store } = context;
  const booking = await resolveReference(store, reference, REVIEW_SCOPE, momentOf(context));
  checkReviewable(await askAbout(context, store, booking));
  return booking;
}

async function askAbout(context: BookingContext, store: Store, booking: Booking): Promise<ReviewQuestion> {
  const { now, nowLocal } = momentOf(context);
  const existing = await findReview(store, booking);
  return {
    booking,
    existing: existing && {
      bookingId: existing.bookingId,
      createdOn: wallTimeAt(new Date(existing.createdAt), context.homeZone).slice(0, 10),
    },
    now,
    today: nowLocal.slice(0, 10),
  };
}

async function findReview(store: Store, { classId }: Booking): Promise<ReviewedClass | null> {
  return (await listReviews(store)).find((review) => review.classId === classId) ?? null;
}

async function requireReview(store: Store, booking: Booking): Promise<ReviewedClass> {
  const review = await findReview(store, booking);
  if (review) return review;
  throw new NotFoundError(
    'review_not_found',
    `There is no review of ${booking.className}.`,
    'numina review list shows all reviews.',
  );
}

/** One step: the rows of before, some of which may be kept under another class, go; the new one comes. */
async function record(
  context: BookingContext,
  store: Store,
  { className }: Booking,
  before: readonly ReviewRow[],
  after: ReviewRow | null,
): Promise<void> {
  const replaced = before.find((row) => row.class_id === after?.class_id) ?? null;
  const rows: RowChange[] = before
    .filter((row) => row !== replaced)
    .map((row) => ({ table: 'reviews', key: keyOf(row), before: { ...row }, after: null }));
  if (after)
    rows.push({ table: 'reviews', key: keyOf(after), before: replaced && { ...replaced }, after: { ...after } });
  const what = after === null ? `deleted the review of ${className}` : `reviewed ${className}, ${after.rating} of 5`;
  await recordChanges(store, { what, bookings: [], classes: [], rows }, context.listeners);
}

function keyOf({ user_id, class_id }: ReviewRow) {
  return { user_id, class_id };
}
