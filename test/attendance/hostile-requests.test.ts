import { beforeEach, describe, expect, it } from 'vitest';
import { showAchievements } from '../../src/attendance/achievements/achievement-service.ts';
import type { AttendanceContext } from '../../src/attendance/attendance-context.ts';
import { showHistory } from '../../src/attendance/history-service.ts';
import { openInbox } from '../../src/attendance/inbox-session.ts';
import { readCatalogue } from '../../src/attendance/reviews/catalogue.ts';
import {
  deleteReview,
  readEligibility,
  readReviews,
  requireReviewable,
  saveReview,
} from '../../src/attendance/reviews/review-service.ts';
import { checkStoredStats, showHeatMap, showStats, showYear } from '../../src/attendance/stats/stats-requests.ts';
import { addPause, readPauses, removePause } from '../../src/attendance/streak/pause-service.ts';
import { readStreakReport } from '../../src/attendance/streak/streak-service.ts';
import { dateTarget } from '../../src/attendance/streak/target-service.ts';
import { listTargets } from '../../src/attendance/streak/target-store.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';
import { HOSTILE } from '../support/hostile-values.ts';

// Every use case of attendance, called past every front end with whatever a stranger may send: it answers in words, and
// what is stored holds to its rules.

const db = useBookingDatabase();
const NOW = '2026-11-24T23:30:00.000Z';

function context(): AttendanceContext {
  const settings = { restDays: [], weekStart: 1, weeklyTarget: 2 } as const;
  return { ...db.at(NOW), settings, steps: { lastId: async () => null, takeBackLast: async () => undefined } };
}

beforeEach(() =>
  db.store(
    sampleBooking({ status: 'attended', startsLocal: '2026-11-17T18:00:00' }),
    sampleBooking({ id: sampleId(2), startsLocal: '2026-11-20T18:00:00', className: 'Spin', classId: sampleId(3) }),
  ),
);

/** With a value of no type in particular, as it comes from outside. */
type Attempt = (context: AttendanceContext, value: never) => unknown;

const TARGET = { type: null, target: 3, from: null, before: null };

const USE_CASES: Readonly<Record<string, Attempt>> = {
  'stats by a filter': (c, filter) => showStats(c, { filter }),
  'stats of a year': (c, year) => showStats(c, { year }),
  'stats as anything': (c, value) => showStats(c, value),
  'a heat map by a filter': (c, filter) => showHeatMap(c, { filter }),
  'a heat map from a day': (c, from) => showHeatMap(c, { filter: { from, to: '2026-11-24' } }),
  'a heat map of a year': (c, year) => showHeatMap(c, { year }),
  'a picture by a filter': (c, filter) => showYear(c, { filter }),
  'a picture of a year': (c, year) => showYear(c, { year }),
  'history by a filter': (c, filter) => showHistory(c, { filter }),
  'history of some': (c, limit) => showHistory(c, { limit }),
  'history in brief': (c, isBrief) => showHistory(c, { isBrief }),
  'history as anything': (c, value) => showHistory(c, value),
  'a streak explained': (c, isExplained) => readStreakReport(c, { isExplained }),
  'the catalogue by a part': (c, part) => readCatalogue(c, part),
  'a review by a reference': (c, value) => saveReview(c, value, { rating: 4 }),
  'a review with a rating': (c, rating) => saveReview(c, 'last', { rating }),
  'a review with a text': (c, text) => saveReview(c, '2026-11-17', { rating: 4, text }),
  'a review with a field more': (c, colour) => saveReview(c, '2026-11-17', { rating: 4, ...{ colour } }),
  'a review as anything': (c, value) => saveReview(c, '2026-11-17', value),
  'a review taken away': (c, value) => deleteReview(c, value),
  'whether it may be reviewed': (c, value) => readEligibility(c, value),
  'what may be reviewed': (c, value) => requireReviewable(c, value),
  'a pause from a day': (c, from) => addPause(c, { from, to: '2026-12-24' }),
  'a pause to a day': (c, to) => addPause(c, { from: '2026-12-24', to }),
  'a pause for a reason': (c, reason) => addPause(c, { from: '2027-01-01', to: '2027-01-02' }, reason),
  'a pause as anything': (c, value) => addPause(c, value),
  'a pause taken away': (c, value) => removePause(c, value),
  'a target of days': (c, target) => dateTarget(c, { ...TARGET, target }),
  'a target of a type': (c, type) => dateTarget(c, { ...TARGET, type }),
  'a target from a day': (c, from) => dateTarget(c, { ...TARGET, from }),
  'a target after another': (c, before) => dateTarget(c, { ...TARGET, before }),
  'a target as anything': (c, value) => dateTarget(c, value),
  'an answer of the inbox': async (c, value) => (await openInbox(c))?.answer(value),
};

const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;

describe('a stranger', () => {
  it.each(Object.entries(USE_CASES))('who asks for %s is answered in words', async (_, attempt) => {
    for (const value of HOSTILE) {
      try {
        await attempt(context(), value as never);
      } catch (error) {
        expect(error, String(value).slice(0, 40)).toMatchObject({
          kind: expect.stringMatching(/^(?:usage|not_found|refused)$/),
          message: expect.any(String),
        });
      }
    }
    for (const { rating, text } of await readReviews(context())) {
      expect([1, 2, 3, 4, 5]).toContain(rating);
      expect((text ?? '').replaceAll('\n', '')).not.toMatch(UNSEEN);
    }
    for (const { from, to, reason } of await readPauses(context())) {
      expect(from <= to).toBe(true);
      expect(reason ?? '').not.toMatch(UNSEEN);
    }
    for (const [type, targets] of await listTargets(db.database.store)) {
      expect(type).not.toMatch(UNSEEN);
      for (const { target } of targets) expect([1, 2, 3, 4, 5, 6, 7]).toContain(target);
    }
    expect(await checkStoredStats(context())).toMatchObject({ computedOn: null });
    expect((await showAchievements(context())).achievements.length).toBeGreaterThan(0);
  });

  it.each<[what: string, attempt: (context: AttendanceContext) => unknown, code: string]>([
    ['a rating of 7', (c) => saveReview(c, '2026-11-17', { rating: 7 }), 'bad_rating'],
    ['a rating of 2.5', (c) => saveReview(c, '2026-11-17', { rating: 2.5 }), 'bad_rating'],
    ['a rating that is no number', (c) => saveReview(c, '2026-11-17', { rating: Number.NaN }), 'bad_rating'],
    ['a review without a rating', (c) => saveReview(c, '2026-11-17', {}), 'rating_missing'],
    ['a review too long', (c) => saveReview(c, '2026-11-17', { rating: 4, text: 'x'.repeat(20_001) }), 'text_too_long'],
    ['a review of what was not attended', (c) => saveReview(c, 'spin', { rating: 4 }), 'not_reviewable'],
    ['a pause that ends before it begins', (c) => addPause(c, { from: '2026-12-24', to: '2026-12-23' }), 'pause_order'],
    ['a reason too long', (c) => addPause(c, { from: 'today', to: 'today' }, 'x'.repeat(1001)), 'text_too_long'],
    [
      'days that end before they begin',
      (c) => showHistory(c, { filter: { from: '2026-02-02', to: '2026-02-01' } }),
      'empty_range',
    ],
    ['a year and days', (c) => showStats(c, { year: 2026, filter: { from: '2026-02-01' } }), 'two_periods'],
    ['a year of five digits', (c) => showHeatMap(c, { year: 20_260 }), 'bad_year'],
    ['half a year', (c) => showYear(c, { year: 2026.5 }), 'bad_year'],
    ['none of the past', (c) => showHistory(c, { limit: 0 }), 'bad_number'],
    ['an answer that is none', async (c) => (await openInbox(c))?.answer('yes' as 'leave'), 'bad_choice'],
  ])('is refused %s', async (_, attempt, code) => {
    await expect((async () => attempt(context()))()).rejects.toMatchObject({ code });
  });

  it.each(['2026-02-30', '2026-13-01', '0000-00-00'])('is refused a pause from %s', async (day) => {
    await expect(addPause(context(), { from: day, to: '2026-12-24' })).rejects.toMatchObject({ kind: 'usage' });
    expect(await readPauses(context())).toEqual([]);
  });

  it('may send colours and directions, which are left out', async () => {
    const { review } = await saveReview(context(), '2026-11-17', {
      rating: '5',
      text: 'Lo\u001b[31mud\u202e\r\nbut good',
    });
    expect(review).toMatchObject({ rating: 5, text: 'Lo[31mud\nbut good' });
    expect(await addPause(context(), { from: 'today', to: 'today' }, 'Fl\u0007u\u202e\n!')).toMatchObject({
      from: '2026-11-24',
      to: '2026-11-24',
      reason: 'Flu !',
    });
  });
});
