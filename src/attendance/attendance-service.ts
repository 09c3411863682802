import type { Booking } from '../bookings/booking.ts';
import type { BookingFilter } from '../bookings/booking-filter.ts';
import { queryUnmarked } from '../bookings/booking-query.ts';
import type { Database } from '../db/open.ts';
import type { LocalDate } from '../time/civil.ts';
import { hasAttendedAhead, readAttendedDates, readStreakClasses } from './attendance-store.ts';
import type { Judgement } from './judgement.ts';
import { countDates } from './moments.ts';
import { type Period, periodBefore } from './period.ts';
import { recall } from './recall.ts';
import { computeStats, type Stats } from './stats.ts';
import { type Moments, readMoments, tallyDays, tallyFacets, tallyHours, tallyPrices } from './stats-store.ts';
import { computeStreaks, datesThatCount } from './streak.ts';
import { buildStreakView, type StreakClass, type StreakView } from './streak-view.ts';

/** The statistics of what a filter lets through; streaks look at all dates, whatever `--from` and `--to` say. */
export async function readStats(database: Database, filter: BookingFilter, judgement: Judgement): Promise<Stats> {
  const compute = () => computeStatsNow(database, filter, judgement);
  return Object.keys(filter).length === 0 ? recall(database, 'stats', judgement, compute) : compute();
}

async function computeStatsNow(
  { kysely, userId }: Database,
  filter: BookingFilter,
  { now, today, rules }: Judgement,
): Promise<Stats> {
  const { from, to, ...timeless } = filter;
  const moments = await readMoments(kysely, userId, filter);
  const isTimeless = from === undefined && to === undefined;
  const period = periodOf(filter, today);
  const previous = period && periodBefore(period, today);
  return computeStats({
    tallies: {
      facets: await tallyFacets(kysely, userId, filter),
      days: tallyDays(moments),
      hours: tallyHours(moments),
      prices: await tallyPrices(kysely, userId, filter),
    },
    streaks: computeStreaks(
      // What was read already need not be read again, unless something was marked before it has begun.
      isTimeless && !(await hasAttendedAhead(kysely, userId, now))
        ? attendedDates(moments)
        : await readAttendedDates(kysely, userId, timeless, now),
      today,
      rules,
    ),
    weekStart: rules.weekStart,
    period,
    before: previous && {
      period: previous,
      days: tallyDays(await readMoments(kysely, userId, { ...timeless, ...previous })),
    },
  });
}

function attendedDates(moments: readonly Moments[]): LocalDate[] {
  const attended = moments.find(({ status }) => status === 'attended');
  return datesThatCount(countDates(attended?.text ?? '').map(({ date }) => date));
}

/** The period asked about; an open end is today. Null without a beginning: there is nothing before it. */
function periodOf({ from, to }: BookingFilter, today: LocalDate): Period | null {
  if (from === undefined || (to === undefined && from > today)) return null;
  return { from, to: to ?? today };
}

/** What is planned further ahead helps no week that asks for something now. */
const AHEAD_MS = 100 * 86_400_000;

/** The streaks, and with `isExplained` the classes that carry them. */
export interface StreakReport {
  readonly view: StreakView;
  readonly attended: readonly StreakClass[];
}

export async function readStreaks(
  { kysely, userId }: Database,
  { now, today, rules }: Judgement,
  targetByType: ReadonlyMap<string, number>,
  isExplained: boolean,
): Promise<StreakReport> {
  const types = [];
  for (const [type, weeklyTarget] of targetByType) {
    types.push({ type, weeklyTarget, attended: await readAttendedDates(kysely, userId, { types: [type] }, now) });
  }
  const view = buildStreakView({
    attended: await readAttendedDates(kysely, userId, {}, now),
    types,
    planned: await readStreakClasses(kysely, userId, 'booked', {
      from: now,
      before: new Date(now.getTime() + AHEAD_MS),
    }),
    unmarked: (await queryUnmarked(kysely, userId, now)).map(toStreakClass),
    today,
    rules,
  });
  const attended = isExplained ? await readStreakClasses(kysely, userId, 'attended', { before: now }) : [];
  return { view, attended };
}

function toStreakClass({ id, className, startsLocal }: Booking): StreakClass {
  return { bookingId: id, className, startsLocal };
}
