import { attendedBy } from '../../bookings/attended.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import type { Store } from '../../db/store.ts';
import type { LocalDate } from '../../time/civil.ts';
import type { Judgement } from '../judgement.ts';
import type { HeatMap } from './heat-grid.ts';
import { countDates } from './moments.ts';
import { type Period, yearPeriod } from './period.ts';
import { readStats } from './stats-service.ts';
import { readMoments, tallyClasses } from './stats-store.ts';
import { buildYearReview, type YearReview } from './year-review.ts';

/** The attended classes of a period by day. The dates of the filter are ignored. */
export async function readHeatMap(
  store: Store,
  filter: BookingFilter,
  period: Period,
  { now, today, rules }: Judgement,
): Promise<HeatMap> {
  const [attended] = await readMoments(store, { ...filter, ...period, ...attendedBy(now) });
  const classesOn = new Map<LocalDate, number>();
  for (const { date, count } of countDates(attended?.text ?? '')) {
    classesOn.set(date, (classesOn.get(date) ?? 0) + count);
  }
  return { period, weekStart: rules.weekStart, today, classesOn, pauses: rules.pauses };
}

/** The data of a picture of a year. */
export async function readYearReview(
  store: Store,
  filter: BookingFilter,
  year: number,
  judgement: Judgement,
): Promise<YearReview> {
  const period = yearPeriod(year);
  const ofYear = { ...filter, ...period };
  const { classesOn } = await readHeatMap(store, filter, period, judgement);
  return buildYearReview({
    year,
    today: judgement.today,
    stats: await readStats(store, ofYear, judgement),
    classesOn,
    classes: await tallyClasses(store, ofYear, judgement.now),
    rules: judgement.rules,
  });
}
