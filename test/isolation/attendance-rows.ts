import * as achievements from '../../src/attendance/achievements/achievement-service.ts';
import * as kept from '../../src/attendance/attendance-stats-service.ts';
import { readRemarks } from '../../src/attendance/booking-remarks.ts';
import * as habits from '../../src/attendance/habit-service.ts';
import { showHistory } from '../../src/attendance/history-service.ts';
import * as inbox from '../../src/attendance/inbox-session.ts';
import { judge } from '../../src/attendance/read-judgement.ts';
import * as catalogue from '../../src/attendance/reviews/catalogue.ts';
import * as reviews from '../../src/attendance/reviews/review-service.ts';
import * as requests from '../../src/attendance/stats/stats-requests.ts';
import * as stats from '../../src/attendance/stats/stats-service.ts';
import * as years from '../../src/attendance/stats/year-service.ts';
import * as pauses from '../../src/attendance/streak/pause-service.ts';
import * as streaks from '../../src/attendance/streak/streak-service.ts';
import { dateTarget } from '../../src/attendance/streak/target-service.ts';
import { book } from '../support/book.ts';
import { byReference, NAMES_NOBODY, type Rows } from './rows.ts';
import { NOW } from './worlds.ts';

const MOMENT = { now: NOW, today: '2026-11-25' };
const MONTH = { from: '2026-11-01', to: '2026-11-30' };
const COUNTS_ALIKE = 'Both records have as many classes on the same days.';

export const ATTENDANCE_ROWS: Rows = {
  'achievement-service': {
    computeAchievementsNow: {
      same: COUNTS_ALIKE,
      tries: (me) => [async () => achievements.computeAchievementsNow(me.store, await judge(me), null)],
    },
    showAchievements: (me) => [() => achievements.showAchievements(me)],
    readAchievements: (me) => [async () => achievements.readAchievements(me.store, await judge(me))],
  },
  'attendance-stats-service': {
    // It runs with every change.
    keepStats: (me, { word }) => [() => book(me, `${word} Yoga`, '2026-11-24T18:00', { status: 'attended' })],
    renewStats: { same: NAMES_NOBODY, tries: (me) => [() => kept.renewStats(me, MOMENT, me.settings)] },
    compareWithHistory: { same: COUNTS_ALIKE, tries: ({ store }) => [() => kept.compareWithHistory(store, MOMENT)] },
    verifyStats: { same: COUNTS_ALIKE, tries: ({ store }) => [() => kept.verifyStats(store, MOMENT)] },
  },
  'booking-remarks': {
    readRemarks: (me, { attended, assumed }) => [attended, assumed].map((booking) => () => readRemarks(me, booking)),
  },
  'habit-service': {
    markByHabit: (me, { word }) => [() => habits.markByHabit(me, ['manual', `${word}pass`, `${word} Hall`])],
    findAssumedAt: ({ store }, { assumed }) => [() => habits.findAssumedAt(store, assumed)],
  },
  'history-service': { showHistory: (me) => [() => showHistory(me, {})] },
  'inbox-session': {
    readInbox: (me) => [() => inbox.readInbox(me)],
    openInbox: (me) => [
      async () => {
        const session = await inbox.openInbox(me);
        return [session?.question, await session?.answer('all_attended')];
      },
    ],
  },
  'read-judgement': { judge: (me) => [() => judge(me)] },
  catalogue: {
    readCatalogue: (me, { word }) => ['', word].map((part) => () => catalogue.readCatalogue(me, part)),
    readEntry: (me, { booked }) => [
      () => catalogue.readEntry(me, { id: booked.classId, name: 'known' } as Parameters<typeof catalogue.readEntry>[1]),
    ],
  },
  'review-service': {
    saveReview: byReference((me, reference) => reviews.saveReview(me, reference, { rating: 1, text: 'mine' })),
    deleteReview: byReference((me, reference) => reviews.deleteReview(me, reference)),
    readReviews: (me) => [() => reviews.readReviews(me)],
    readUnreviewed: (me) => [() => reviews.readUnreviewed(me)],
    readEligibility: byReference((me, reference) => reviews.readEligibility(me, reference)),
    requireReviewable: byReference((me, reference) => reviews.requireReviewable(me, reference)),
  },
  'stats-requests': {
    showStats: (me, { word }) => [
      () => requests.showStats(me, {}),
      () => requests.showStats(me, { filter: { location: [`${word} Hall`] } }),
    ],
    showHeatMap: (me, { word }) => [() => requests.showHeatMap(me, { filter: { location: [`${word} Hall`] } })],
    showYear: (me) => [() => requests.showYear(me, { year: 2026 })],
    checkStoredStats: { same: COUNTS_ALIKE, tries: (me) => [() => requests.checkStoredStats(me)] },
  },
  'stats-service': {
    readStats: (me) => [async () => stats.readStats(me.store, {}, await judge(me))],
    readStatsNow: (me) => [async () => stats.readStatsNow(me.store, MONTH, await judge(me))],
  },
  'year-service': {
    readHeatMap: (me, { word }) => [
      async () => years.readHeatMap(me.store, { locations: [`${word.toLowerCase()} hall`] }, MONTH, await judge(me)),
    ],
    readYearReview: (me) => [async () => years.readYearReview(me.store, {}, 2026, await judge(me))],
  },
  'pause-service': {
    readPauses: (me) => [() => pauses.readPauses(me)],
    addPause: {
      same: 'Both have the same days off.',
      tries: (me) => [
        () => pauses.addPause(me, { from: '2026-12-24', to: '2026-12-26' }),
        () => pauses.addPause(me, { from: '2027-01-01', to: '2027-01-02' }),
      ],
    },
    listBookedIn: (me) => [() => pauses.listBookedIn(me, { from: '2026-11-25', to: '2026-11-30' })],
    removePause: (me, { pause }) =>
      [pause.id, pause.id.slice(0, 13), pause.id.slice(0, 9)].map((text) => () => pauses.removePause(me, text)),
  },
  'streak-service': {
    computeStreaksNow: {
      same: COUNTS_ALIKE,
      tries: (me) => [async () => streaks.computeStreaksNow(me.store, await judge(me), null)],
    },
    readStreakReport: (me) => [() => streaks.readStreakReport(me, { isExplained: true })],
    readStreaks: (me) => [async () => streaks.readStreaks(me.store, await judge(me), new Map(), true)],
  },
  'target-service': {
    dateTarget: {
      same: 'Both have the same target.',
      tries: (me) => [
        () => dateTarget(me, { type: null, target: 4, from: null, before: 2 }),
        () => dateTarget(me, { type: 'yoga', target: null, from: null, before: null }),
      ],
    },
  },
};
