import type { Booking, InstantText } from '../../bookings/booking.ts';
import { RefusedError, UsageError } from '../../errors.ts';
import { addDays, type LocalDate, toDayNumber } from '../../time/civil.ts';
import { command, field, type Words, words } from '../../words.ts';

/** Stars, from worst to best. */
export const RATINGS = [1, 2, 3, 4, 5] as const;
export type Rating = (typeof RATINGS)[number];

/** How many days after it was written a review may be changed. */
const CHANGEABLE_DAYS = 30;

/** A person's review of a class, with the booking by which the class was attended. Public interface. */
export interface Review {
  readonly bookingId: string;
  readonly classId: string;
  readonly rating: Rating;
  readonly text: string | null;
  readonly createdAt: InstantText;
  readonly updatedAt: InstantText;
}

export interface ReviewQuestion {
  readonly booking: Pick<Booking, 'id' | 'className' | 'status' | 'startsAt'>;
  /** The review that the class has already; `createdOn` is its local date in the home zone. */
  readonly existing: { readonly bookingId: string; readonly createdOn: LocalDate } | null;
  readonly now: Date;
  readonly today: LocalDate;
}

/** Whether a booking may be reviewed, or its review changed. Public interface. */
export interface ReviewEligibility {
  readonly eligible: boolean;
  /** The reason why not, as a sentence; null where it may. */
  readonly reason: string | null;
}

/**
 * Only an attended class can be reviewed. A class has one review, however often it was attended. The review may be
 * changed for {@link CHANGEABLE_DAYS} days.
 */
export function reviewEligibility(question: ReviewQuestion): ReviewEligibility {
  const refusal = refusalOf(question);
  return { eligible: refusal === null, reason: refusal?.reason ?? null };
}

/** Throws RefusedError where {@link reviewEligibility} is false. */
export function checkReviewable(question: ReviewQuestion): void {
  const refusal = refusalOf(question);
  if (refusal) throw new RefusedError('not_reviewable', refusal.reason, refusal.hint);
}

/** Reads 1–5, given as a number or as digits. Throws UsageError. */
export function parseRating(said: unknown): Rating {
  const text = typeof said === 'number' || typeof said === 'string' ? String(said) : '';
  const rating = RATINGS.find((each) => String(each) === text.trim());
  if (rating === undefined) {
    throw new UsageError('bad_rating', `Not a rating: ${text}`, 'Give 1 (poor) to 5 (excellent).');
  }
  return rating;
}

/** The mean rating to one decimal; null where there are none. */
export function averageRating(ratings: readonly number[]): number | null {
  if (ratings.length === 0) return null;
  return Math.round((ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length) * 10) / 10;
}

interface Refusal {
  readonly reason: string;
  readonly hint: Words;
}

function refusalOf({ booking, existing, now, today }: ReviewQuestion): Refusal | null {
  const { className, status } = booking;
  const id = booking.id.slice(0, 8);
  const onlyAttended = 'Only a class you attended can be reviewed.';
  const markAttended = words`${onlyAttended} If you were there: ${command('attend', id)}`;
  if (status === 'waitlisted') return { reason: `${className} is on the waitlist.`, hint: onlyAttended };
  if (status === 'cancelled') return { reason: `${className} was cancelled.`, hint: onlyAttended };
  if (status === 'no_show') return { reason: `${className} was missed.`, hint: markAttended };
  if (Date.parse(booking.startsAt) > now.getTime()) {
    return { reason: `${className} has not begun yet.`, hint: onlyAttended };
  }
  if (status === 'booked') return { reason: `${className} is not marked attended.`, hint: markAttended };
  if (existing === null) return null;
  const written = `You reviewed ${className} on ${existing.createdOn}`;
  if (toDayNumber(today) > toDayNumber(existing.createdOn) + CHANGEABLE_DAYS) {
    const until = addDays(existing.createdOn, CHANGEABLE_DAYS);
    return {
      reason: `${written}; that could be changed until ${until}.`,
      hint: words`To write a new one, delete it first: ${command('review delete', existing.bookingId.slice(0, 8))}`,
    };
  }
  if (existing.bookingId === booking.id) return null;
  return {
    reason: `${written} already, with another booking.`,
    hint: words`Change that review: ${command('review', existing.bookingId.slice(0, 8), field('rating', '1-5'))}`,
  };
}
