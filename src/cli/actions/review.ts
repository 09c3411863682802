import {
  checkReview,
  deleteReview,
  REVIEW_EXAMPLE,
  REVIEW_SCOPE,
  type ReviewedClass,
  type ReviewRequest,
  readEligibility,
  readReviews,
  readUnreviewed,
  requireReviewable,
  type SavedReview,
  saveReview,
} from '../../attendance/reviews/review-service.ts';
import { RATINGS, type Rating, type ReviewEligibility } from '../../attendance/reviews/reviews.ts';
import type { Booking } from '../../bookings/booking.ts';
import { describeBooking } from '../../bookings/booking-reference.ts';
import { labelBookings } from '../../bookings/list-service.ts';
import { toEligibilityJson, toReviewJson } from '../../contract/attendance-json.ts';
import { toBookingsJson } from '../../contract/booking-json.ts';
import { UsageError } from '../../errors.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { renderBookingTable } from '../../render/booking-table.ts';
import { printable, singleLine } from '../../render/printable.ts';
import { renderReview, renderReviews } from '../../render/review-table.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { field, words } from '../../words.ts';
import { askBooking } from '../ask-bookings.ts';
import { type CommandAction, defineAction } from '../command.ts';
import { argumentWords, textOption } from '../raw-options.ts';

interface Input {
  /** Of one booking. */
  readonly words: readonly string[];
  readonly request: ReviewRequest;
}

export const reviewAction = defineAction<Input, SavedReview>({
  parse(raw) {
    const request = { rating: textOption(raw, 'rating'), text: textOption(raw, 'text') };
    checkReview(request);
    return { words: argumentWords(raw, 0), request };
  },

  async prepare(session, input, prompter) {
    const { request } = input;
    const reference = [
      await askBooking(
        session,
        input.words,
        { scope: REVIEW_SCOPE, example: wordForTerminal(REVIEW_EXAMPLE) },
        prompter,
      ),
    ];
    if (request.rating !== undefined) return { words: reference, request };
    const booking = await requireReviewable(await session.bookings(), reference[0] ?? '');
    if (!prompter)
      throw new UsageError(
        'rating_missing',
        words`How was it? ${field('rating')} is missing.`,
        words`For example: ${REVIEW_EXAMPLE}`,
      );
    prompter.tell([printable(describeBooking(booking, session.habits.clock))]);
    const choices = RATINGS.map((rating) => ({ value: rating, label: LABELS[rating] }));
    const rating = await prompter.chooseNumber('How was it?', choices, 5);
    return { words: [booking.id], request: { ...request, rating } };
  },

  run: async (session, { words: [reference = ''], request }) =>
    saveReview(await session.bookings(), reference, request),

  toText: ({ review }, style) => renderReview(review, 'Reviewed', style),
  toJson: ({ review }) => toReviewJson(review),
  toPlain: ({ review }) => [reviewRow(review)],
  toNotes: ({ isChanged }) => (isChanged ? [] : ['That is your review already; nothing changed.']),
});

const LABELS: Readonly<Record<Rating, string>> = {
  1: 'poor',
  2: 'fair',
  3: 'good',
  4: 'very good',
  5: 'excellent',
};

export const listAction = defineAction<null, readonly ReviewedClass[]>({
  isLong: true,
  parse: () => null,
  run: async (session) => readReviews(await session.bookings()),
  toText: (reviews, style) => renderReviews(reviews, style),
  toJson: (reviews) => reviews.map(toReviewJson),
  toPlain: (reviews) => reviews.map(reviewRow),
});

interface Pending {
  readonly bookings: readonly Booking[];
  readonly labels: ReadonlyMap<string, string>;
}

export const pendingAction = defineAction<null, Pending>({
  isLong: true,
  parse: () => null,
  async run(session) {
    const context = await session.bookings();
    const bookings = await readUnreviewed(context);
    return { bookings, labels: await labelBookings(context, bookings) };
  },
  toText: ({ bookings, labels }, style) =>
    bookings.length === 0
      ? 'Nothing to review: every class you attended has a review.'
      : renderBookingTable(bookings, { idLabels: labels }, style),
  toJson: ({ bookings }) => toBookingsJson(bookings),
  toPlain: ({ bookings }) => bookings.map(bookingRow),
});

interface OneBooking {
  readonly words: readonly string[];
}

/** What is said of one booking alone. */
const oneBooking = (example: string): Pick<CommandAction<OneBooking>, 'parse' | 'prepare'> => ({
  parse: (raw) => ({ words: argumentWords(raw, 0) }),
  prepare: async (session, { words }, prompter) => ({
    words: [await askBooking(session, words, { scope: REVIEW_SCOPE, example }, prompter)],
  }),
});

export const deleteAction = defineAction<OneBooking, ReviewedClass>({
  ...oneBooking('numina review delete last'),
  run: async (session, { words: [reference = ''] }) => deleteReview(await session.bookings(), reference),
  toText: (review, style) => renderReview(review, 'Deleted the review of', style),
  toJson: toReviewJson,
  toPlain: (review) => [reviewRow(review)],
});

export const eligibilityAction = defineAction<OneBooking, ReviewEligibility>({
  ...oneBooking('numina review eligibility last'),
  run: async (session, { words: [reference = ''] }) => readEligibility(await session.bookings(), reference),
  toText: ({ eligible, reason }) => (eligible ? 'Yes, it can be reviewed.' : `No: ${reason}`),
  toJson: toEligibilityJson,
  toPlain: ({ eligible, reason }) => [[eligible ? 'yes' : 'no', singleLine(reason ?? '')]],
});

function reviewRow({ bookingId, startsLocal, rating, className, location, text }: ReviewedClass): string[] {
  return [bookingId, startsLocal.slice(0, 10), String(rating), className, location ?? '', text ?? ''].map(singleLine);
}
