import {
  deleteReview,
  REVIEW_SCOPE,
  readEligibility,
  requireReviewable,
  type SavedReview,
  saveReview,
} from '../../attendance/reviews/review-service.ts';
import { listReviews, listUnreviewed, type ReviewedClass } from '../../attendance/reviews/review-store.ts';
import { parseRating, RATINGS, type Rating, type ReviewEligibility } from '../../attendance/reviews/reviews.ts';
import type { Booking } from '../../bookings/booking.ts';
import { describeBooking } from '../../bookings/booking-reference.ts';
import { cleanNotes } from '../../bookings/text-fields.ts';
import { toEligibilityJson, toReviewJson } from '../../contract/attendance-json.ts';
import { toBookingsJson } from '../../contract/booking-json.ts';
import { UsageError } from '../../errors.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { renderBookingTable } from '../../render/booking-table.ts';
import { printable, singleLine } from '../../render/printable.ts';
import { renderReview, renderReviews } from '../../render/review-table.ts';
import { askBooking } from '../ask-bookings.ts';
import { type CommandAction, defineAction } from '../command.ts';
import { labelsOf } from '../id-labels.ts';
import { argumentWords, textOption } from '../raw-options.ts';

interface Input {
  /** Of one booking. */
  readonly words: readonly string[];
  readonly rating: Rating | undefined;
  readonly text: string | null | undefined;
}

const EXAMPLE = 'numina review last --rating 5';

export const reviewAction = defineAction<Input, SavedReview>({
  parse(raw) {
    const [rating, text] = [textOption(raw, 'rating'), textOption(raw, 'text')];
    return {
      words: argumentWords(raw, 0),
      rating: rating === undefined ? undefined : parseRating(rating),
      text: text === undefined ? undefined : cleanNotes(text),
    };
  },

  async prepare(app, input, prompter) {
    const words = [await askBooking(app, input.words, { scope: REVIEW_SCOPE, example: EXAMPLE }, prompter)];
    if (input.rating !== undefined) return { ...input, words };
    const booking = await requireReviewable(await app.bookings(), words[0] ?? '');
    if (!prompter)
      throw new UsageError('rating_missing', 'How was it? --rating is missing.', `For example: ${EXAMPLE}`);
    prompter.tell([printable(describeBooking(booking))]);
    const choices = RATINGS.map((rating) => ({ value: rating, label: LABELS[rating] }));
    return { ...input, words: [booking.id], rating: await prompter.chooseNumber('How was it?', choices, 5) };
  },

  async run(app, { words: [reference = ''], rating, text }) {
    if (rating === undefined) throw new UsageError('rating_missing', '--rating is missing.', `For example: ${EXAMPLE}`);
    return saveReview(await app.bookings(), reference, { rating, text });
  },

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
  async run(app) {
    const { store } = await app.bookings();
    return listReviews(store);
  },
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
  async run(app) {
    const context = await app.bookings();
    const bookings = await listUnreviewed(context.store, app.clock.now());
    return { bookings, labels: await labelsOf(context, bookings) };
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
  prepare: async (app, { words }, prompter) => ({
    words: [await askBooking(app, words, { scope: REVIEW_SCOPE, example }, prompter)],
  }),
});

export const deleteAction = defineAction<OneBooking, ReviewedClass>({
  ...oneBooking('numina review delete last'),
  run: async (app, { words: [reference = ''] }) => deleteReview(await app.bookings(), reference),
  toText: (review, style) => renderReview(review, 'Deleted the review of', style),
  toJson: toReviewJson,
  toPlain: (review) => [reviewRow(review)],
});

export const eligibilityAction = defineAction<OneBooking, ReviewEligibility>({
  ...oneBooking('numina review eligibility last'),
  run: async (app, { words: [reference = ''] }) => readEligibility(await app.bookings(), reference),
  toText: ({ eligible, reason }) => (eligible ? 'Yes, it can be reviewed.' : `No: ${reason}`),
  toJson: toEligibilityJson,
  toPlain: ({ eligible, reason }) => [[eligible ? 'yes' : 'no', singleLine(reason ?? '')]],
});

function reviewRow({ bookingId, startsLocal, rating, className, location, text }: ReviewedClass): string[] {
  return [bookingId, startsLocal.slice(0, 10), String(rating), className, location ?? '', text ?? ''].map(singleLine);
}
