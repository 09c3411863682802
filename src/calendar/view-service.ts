import type { Booking } from '../bookings/booking.ts';
import { type BookingContext, daysOf } from '../bookings/booking-context.ts';
import { checkFilter, type DayReading, isNarrowed, type SaidFilter } from '../bookings/said-filter.ts';
import { saidChoice, saidFields, saidTextOrNothing } from '../bookings/said-values.ts';
import type { LocalDate, Weekday } from '../time/civil.ts';
import { parsePeriod, parseView } from '../time/parse-date.ts';
import { readCalendar, readFollowing, type ViewRequest } from './calendar-service.ts';
import { CALENDAR_PERIODS, type CalendarPeriod, type CalendarView } from './calendar-view.ts';

/** What part of the calendar to show, as it was said. */
export interface CalendarRequest {
  /** Where it is not said, the words of `date` decide it; a month where there are none. */
  readonly view?: string | undefined;
  /** In words; today where it is not said. */
  readonly date?: string | undefined;
  readonly filter?: SaidFilter | undefined;
}

/** The targets and pauses of the weeks that are shown, by the rules of another feature. */
export type WeekDemands = Required<Pick<ViewRequest, 'daysNeeded' | 'isPausedOn'>>;

export interface ShownCalendar {
  readonly calendar: CalendarView;
  /** On the last day of a week, the first class of the next. */
  readonly following: Booking | null;
  readonly isFiltered: boolean;
}

/** The day, week or month that was asked for, with its bookings. Throws UsageError. */
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

/** The view that is meant, and a date inside it. Throws UsageError. */
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
