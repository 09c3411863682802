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
import { command, field, words } from '../../words.ts';
import {
  findReviewRows,
  listReviews,
  listUnreviewed,
  type ReviewedClass,
  type ReviewRow,
  reviewKeyOf,
} from './review-store.ts';
import {
  checkReviewable,
  parseRating,
  type Rating,
  type ReviewEligibility,
  type ReviewQuestion,
  reviewEligibility,
} from './reviews.ts';

/** Words name an attended class. Where none matches they name any booking, so that the refusal can tell why. */
export type { ReviewedClass } from './review-store.ts';

export const REVIEW_SCOPE: ReferenceScope = {
  looks: 'back',
  tiers: [{ statuses: ['attended'], hasBegun: true }, { statuses: STATUSES }],
};

export interface SavedReview {
  readonly review: ReviewedClass;
  readonly isChanged: boolean;
}

/** A request for a review, not checked yet. */
export interface ReviewRequest {
  /** 1–5. */
  readonly rating?: number | string | undefined;
  /** Absent: stays as it was. Null or empty: is removed. */
  readonly text?: string | null | undefined;
}

/** Checks a review. The rating may be missing; a front end can ask for it. Throws UsageError. */
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

/** An example for hints. */
export const REVIEW_EXAMPLE = command('review', 'last', field('rating', '5'));

/**
 * Writes or changes the review of the class of a booking. Throws UsageError, NotFoundError, and RefusedError as
 * {@link checkReviewable} does.
 */
export async function saveReview(
  context: BookingContext,
  reference: string,
  request: ReviewRequest,
): Promise<SavedReview> {
  const { rating, text } = checkReview(request);
  if (rating === undefined) {
    throw new UsageError(
      'rating_missing',
      words`${field('rating')} is missing.`,
      words`For example: ${REVIEW_EXAMPLE}`,
    );
  }
  return context.store.transaction(async (store) => {
    const booking = await resolveReference(store, reference, REVIEW_SCOPE, momentOf(context));
    checkReviewable(await askAbout(context, store, booking));
    const before = await findReviewRows(store, booking);
    // Another row belongs to a deleted or unattended booking: the new review replaces it.
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

/** Deletes the review of the class of a booking. Throws NotFoundError where there is none. */
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

/** Whether a booking may be reviewed now, and the reason if not. Throws NotFoundError. */
export async function readEligibility(context: BookingContext, reference: string): Promise<ReviewEligibility> {
  const { store } = context;
  const booking = await resolveReference(store, reference, REVIEW_SCOPE, momentOf(context));
  return reviewEligibility(await askAbout(context, store, booking));
}

/** Finds the booking. Throws NotFoundError, and RefusedError where it may not be reviewed now. */
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
    words`${command('review list')} shows all reviews.`,
  );
}

/** Replaces the rows `before` by `after` in one step. Rows of `before` may have the key of another class. */
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
    .map((row) => ({ table: 'reviews', key: reviewKeyOf(row), before: { ...row }, after: null }));
  if (after)
    rows.push({ table: 'reviews', key: reviewKeyOf(after), before: replaced && { ...replaced }, after: { ...after } });
  const what = after === null ? `deleted the review of ${className}` : `reviewed ${className}, ${after.rating} of 5`;
  await recordChanges(store, { what, bookings: [], classes: [], rows }, context.listeners);
}
