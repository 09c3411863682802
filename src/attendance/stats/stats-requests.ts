import { daysOf } from '../../bookings/booking-context.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { checkFilter, type DayReading, type SaidFilter } from '../../bookings/said-filter.ts';
import { saidFields } from '../../bookings/said-values.ts';
import { UsageError } from '../../errors.ts';
import { field, words } from '../../words.ts';
import type { AttendanceContext } from '../attendance-context.ts';
import { type StatsVerdict, verifyStats } from '../attendance-stats-service.ts';
import { judge } from '../read-judgement.ts';
import type { HeatMap } from './heat-grid.ts';
import { heatPeriod, yearPeriod } from './period.ts';
import { readStatsNow, type StatsNow } from './stats-service.ts';
import type { YearReview } from './year-review.ts';
import { readHeatMap, readYearReview } from './year-service.ts';

type Context = Omit<AttendanceContext, 'steps'>;

/** A request for statistics, not checked yet. */
export interface StatsRequest {
  readonly filter?: SaidFilter | undefined;
  /** A whole year, instead of dates in the filter. */
  readonly year?: number | string | undefined;
}

interface CheckedStats {
  readonly filter: BookingFilter;
  /** The given year, else the present one. */
  readonly year: number;
}

/** Checks a request for statistics. Throws UsageError. */
export async function checkStats(request: StatsRequest, days: DayReading): Promise<CheckedStats> {
  const said = saidFields(request, 'Statistics', ['filter', 'year']);
  const filter = await checkFilter((said.get('filter') ?? {}) as SaidFilter, days);
  if (!said.has('year')) return { filter, year: Number(days.today.slice(0, 4)) };
  const year = checkYear(said.get('year'));
  if (filter.from !== undefined || filter.to !== undefined) {
    throw new UsageError(
      'two_periods',
      words`${field('year')} and ${field('from')} or ${field('to')} name two periods.`,
      'Choose one.',
    );
  }
  return { filter: { ...filter, ...yearPeriod(year) }, year };
}

/** The statistics that match, and whether a filter was given. Throws UsageError. */
export async function showStats(
  context: Context,
  request: StatsRequest,
): Promise<{ readonly stats: StatsNow; readonly isFiltered: boolean }> {
  const { filter } = await checkStats(request, daysOf(context));
  const stats = await readStatsNow(context.store, filter, await judge(context));
  return { stats, isFiltered: Object.keys(filter).length > 0 };
}

/** The attended classes by day, for the given dates, else for the last twelve months. Throws UsageError. */
export async function showHeatMap(context: Context, request: StatsRequest): Promise<HeatMap> {
  const { filter } = await checkStats(request, daysOf(context));
  const judgement = await judge(context);
  const period = heatPeriod(filter, judgement.today, judgement.rules.weekStart);
  return readHeatMap(context.store, filter, period, judgement);
}

/** The data of a picture of a year. Throws UsageError. */
export async function showYear(context: Context, request: StatsRequest): Promise<YearReview> {
  const { filter, year } = await checkStats(request, daysOf(context));
  return readYearReview(context.store, filter, year, await judge(context));
}

/** Whether the stored statistics agree with the history. */
export async function checkStoredStats(context: Context): Promise<StatsVerdict> {
  return verifyStats(context.store, await judge(context));
}

function checkYear(said: unknown): number {
  const text = typeof said === 'number' || typeof said === 'string' ? String(said) : '';
  if (/^[12]\d{3}$/.test(text.trim())) return Number(text);
  throw new UsageError('bad_year', `Not a year: ${text.slice(0, 100)}`, 'Write it with four digits, such as 2026.');
}
