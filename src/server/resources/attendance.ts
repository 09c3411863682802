import { showAchievements } from '../../attendance/achievements/achievement-service.ts';
import { showHistory } from '../../attendance/history-service.ts';
import { readInbox } from '../../attendance/inbox-session.ts';
import { showStats } from '../../attendance/stats/stats-requests.ts';
import { readStreakReport } from '../../attendance/streak/streak-service.ts';
import { toAchievementJson, toStreaksJson } from '../../contract/attendance-json.ts';
import { toBookingsJson } from '../../contract/booking-json.ts';
import { achievement, streaks } from '../../contract/schemas/attendance-schema.ts';
import { filteredPageQuery, pageQuery, statsQuery, streakQuery } from '../../contract/schemas/filter-query-schema.ts';
import { bookingPage, pageOf } from '../../contract/schemas/list-schema.ts';
import { statistics } from '../../contract/schemas/stats-schema.ts';
import { toStatsJson } from '../../contract/stats-json.ts';
import { defineEndpoint } from '../endpoint.ts';
import { neededFor, pageOfAll } from '../page-of.ts';
import { saidFilterOf } from '../said-filter-of.ts';

const READ = { method: 'GET', scope: 'read', marksByHabit: true } as const;

const stats = defineEndpoint<typeof statsQuery>({
  ...READ,
  path: '/bookings/stats',
  name: 'showStats',
  summary: 'Statistics of the bookings that match',
  query: statsQuery,
  answer: { status: 200, schema: statistics },
  async run({ session, query: { year, ...filter } }) {
    const request = { filter: saidFilterOf(filter), ...(year !== undefined && { year }) };
    return { json: toStatsJson((await showStats(await session.attendance(), request)).stats) };
  },
});

const streak = defineEndpoint<typeof streakQuery>({
  ...READ,
  path: '/bookings/streak',
  name: 'showStreak',
  summary: 'The streaks in days and in weeks',
  query: streakQuery,
  answer: { status: 200, schema: streaks },
  async run({ session }) {
    const { view } = await readStreakReport(await session.attendance(), {});
    return { json: toStreaksJson(view) };
  },
});

const inbox = defineEndpoint<typeof pageQuery>({
  ...READ,
  path: '/inbox',
  name: 'listInbox',
  summary: 'Past classes that nobody has marked, by start',
  query: pageQuery,
  answer: { status: 200, schema: bookingPage },
  async run({ session, query }) {
    return { json: pageOfAll(await readInbox(await session.bookings()), query, toBookingsJson) };
  },
});

const history = defineEndpoint<typeof filteredPageQuery>({
  ...READ,
  path: '/history',
  name: 'listHistory',
  summary: 'Classes that have begun, the latest first',
  query: filteredPageQuery,
  answer: { status: 200, schema: bookingPage },
  async run({ session, query: { limit, cursor, ...filter } }) {
    const page = { limit, cursor };
    const request = { filter: saidFilterOf(filter), limit: neededFor(page) };
    const { bookings } = await showHistory(await session.bookings(), request);
    return { json: pageOfAll(bookings.toReversed(), page, toBookingsJson) };
  },
});

const achievementPage = pageOf(achievement);

const achievements = defineEndpoint<typeof pageQuery>({
  ...READ,
  path: '/achievements',
  name: 'listAchievements',
  summary: 'All achievements, earned or not',
  query: pageQuery,
  answer: { status: 200, schema: achievementPage },
  async run({ session, query }) {
    const { achievements: all, bookingIds } = await showAchievements(await session.attendance());
    return { json: pageOfAll(all, query, (some) => some.map((each) => toAchievementJson(each, bookingIds))) };
  },
});

export const ATTENDANCE = [stats, streak, inbox, history, achievements];
