import type { Booking } from '../bookings/booking.ts';
import { type BookingContext, daysOf } from '../bookings/booking-context.ts';
import { checkFilter, type DayReading, isNarrowed, type SaidFilter } from '../bookings/said-filter.ts';
import { saidChoice, saidFields, saidTextOrNothing } from '../bookings/said-values.ts';
import type { LocalDate, Weekday } from '../time/civil.ts';
import { parsePeriod, parseView } from '../time/parse-date.ts';
import { readCalendar, readFollowing, type ViewRequest } from './calendar-service.ts';
import { CALENDAR_PERIODS, type CalendarPeriod, type CalendarView } from './calendar-view.ts';

/** A request for a part of the calendar, not checked yet. */
export interface CalendarRequest {
  /** `day`, `week` or `month`; where absent, `date` decides, and without a date it is `month`. */
  readonly view?: string | undefined;
  /** In words; today where absent. */
  readonly date?: string | undefined;
  readonly filter?: SaidFilter | undefined;
}

/** The targets and pauses of weeks; another feature provides them. */
export type WeekDemands = Required<Pick<ViewRequest, 'daysNeeded' | 'isPausedOn'>>;

export interface ShownCalendar {
  readonly calendar: CalendarView;
  /** In the view of a week, on its last day: the first class of the next week; else null. */
  readonly following: Booking | null;
  readonly isFiltered: boolean;
}

/** The requested day, week or month with its bookings. Throws UsageError. */
export async function showCalendar(
  context: BookingContext,
  request: CalendarRequest,
  weekStart: Weekday,
  demands: WeekDemands,
): Promise<ShownCalendar> {
  const days = daysOf(context);
  const period = await checkPeriod(request, days, weekStart);
  const said = request.filter ?? {};
  const filter = await checkFilter(said, days);
  const { store, clock, homeZone: zone } = context;
  const now = clock.now();
  const calendar = await readCalendar(store, { ...period, filter, zone, now, weekStart, ...demands });
  const following = await readFollowing(store, calendar, filter, days.today);
  return { calendar, following, isFiltered: isNarrowed(said) };
}

/** Reads the view and a date in it. Throws UsageError. */
export async function checkPeriod(
  request: CalendarRequest,
  { today, locale }: DayReading,
  weekStart: Weekday,
): Promise<{ readonly view: CalendarPeriod; readonly date: LocalDate }> {
  const said = saidFields(request, 'The calendar', ['view', 'date', 'filter']);
  const text = saidTextOrNothing(said.get('date'), 'The date');
  if (said.get('view') === undefined) return parseView(text, today, weekStart, locale);
  const view = saidChoice(said.get('view'), 'The view', CALENDAR_PERIODS);
  return { view, date: await parsePeriod(text, view, today, weekStart, locale) };
}
