import { describe, expect, it } from 'vitest';
import {
  averageRating,
  checkReviewable,
  parseRating,
  type ReviewQuestion,
  reviewEligibility,
} from '../../../src/attendance/reviews/reviews.ts';
import { RefusedError, UsageError } from '../../../src/errors.ts';
import { command, field, words } from '../../../src/words.ts';

const booking = {
  id: '3f2a0000-0000-4000-8000-000000000000',
  className: 'Spin 45',
  status: 'attended',
  startsAt: '2026-11-23T23:00:00.000Z',
} as const;
const question: ReviewQuestion = {
  booking,
  existing: null,
  now: new Date('2026-11-24T14:12:00Z'),
  today: '2026-11-24',
};
const other = { bookingId: '9f1c0000-0000-4000-8000-000000000000', createdOn: '2026-11-01' };

describe('a review', () => {
  it('may be written of a class that was attended', () => {
    expect(reviewEligibility(question)).toEqual({ eligible: true, reason: null });
    expect(() => checkReviewable(question)).not.toThrow();
  });

  it.each([
    ['booked', '2026-11-23T23:00:00.000Z', 'Spin 45 is not marked attended.'],
    ['booked', '2026-11-25T23:00:00.000Z', 'Spin 45 has not begun yet.'],
    ['attended', '2026-11-25T23:00:00.000Z', 'Spin 45 has not begun yet.'],
    ['cancelled', '2026-11-23T23:00:00.000Z', 'Spin 45 was cancelled.'],
    ['no_show', '2026-11-23T23:00:00.000Z', 'Spin 45 was missed.'],
    ['waitlisted', '2026-11-25T23:00:00.000Z', 'Spin 45 is on the waitlist.'],
  ] as const)('is refused of a class that is %s and begins at %s', (status, startsAt, reason) => {
    const refused = { ...question, booking: { ...booking, status, startsAt } };
    expect(reviewEligibility(refused)).toEqual({ eligible: false, reason });
    expect(() => checkReviewable(refused)).toThrow(RefusedError);
    expect(() => checkReviewable(refused)).toThrow(reason);
  });

  it.each([
    ['2026-11-24', true],
    ['2026-10-25', true], // thirty days
    ['2026-10-24', false], // thirty-one
  ])('written on %s may be changed: %s', (createdOn, eligible) => {
    const again = { ...question, existing: { bookingId: booking.id, createdOn } };
    expect(reviewEligibility(again).eligible).toBe(eligible);
  });

  it('tells until when it could be changed, and how to write a new one', () => {
    const late = { ...question, existing: { bookingId: booking.id, createdOn: '2026-10-24' } };
    const why = 'You reviewed Spin 45 on 2026-10-24; that could be changed until 2026-11-23.';
    expect(reviewEligibility(late).reason).toBe(why);
    const hint = words`To write a new one, delete it first: ${command('review delete', '3f2a0000')}`;
    expect(() => checkReviewable(late)).toThrow(expect.objectContaining({ hint }));
  });

  it('is one per class: a second booking of the class is refused with the first', () => {
    const second = { ...question, existing: other };
    expect(reviewEligibility(second)).toEqual({
      eligible: false,
      reason: 'You reviewed Spin 45 on 2026-11-01 already, with another booking.',
    });
    const hint = words`Change that review: ${command('review', '9f1c0000', field('rating', '1-5'))}`;
    expect(() => checkReviewable(second)).toThrow(expect.objectContaining({ hint }));
  });
});

describe('a rating', () => {
  it.each(['1', '2', '3', '4', ' 5 '])('is %s', (text) => {
    expect(parseRating(text)).toBe(Number(text));
  });

  it.each(['0', '6', '-1', '4.5', '', 'good', '05'])('is not %j', (text) => {
    expect(() => parseRating(text)).toThrow(UsageError);
  });

  it('averages to one decimal', () => {
    expect(averageRating([5, 4, 4])).toBe(4.3);
    expect(averageRating([])).toBeNull();
  });
});
