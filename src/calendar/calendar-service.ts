import { attendedBy } from '../bookings/attended.ts';
import type { Booking } from '../bookings/booking.ts';
import type { BookingFilter } from '../bookings/booking-filter.ts';
import { matchesFilter, queryBookings } from '../bookings/booking-query.ts';
import type { Store } from '../db/store.ts';
import { addDays, type LocalDate, type Weekday } from '../time/civil.ts';
import { buildCalendarView, planPeriod } from './calendar-grid.ts';
import type { CalendarPeriod, CalendarView } from './calendar-view.ts';

export interface ViewRequest {
  readonly view: CalendarPeriod;
  /** Any date inside the period. */
  readonly date: LocalDate;
  readonly filter: BookingFilter;
  readonly zone: string;
  readonly now: Date;
  readonly weekStart: Weekday;
  /** How many attended days the week that begins on a date needs; 0 where all of it is paused. */
  readonly daysNeeded: (startsOn: LocalDate) => number;
  /** Whether a pause covers a date; none does where absent. */
  readonly isPausedOn?: (date: LocalDate) => boolean;
}

/** The bookings of a day, week or month, day by day. */
export async function readCalendar(store: Store, request: ViewRequest): Promise<CalendarView> {
  const { view, date, filter, weekStart, now } = request;
  const dates = planPeriod(view, date, weekStart);
  const shown: BookingFilter = {
    ...filter,
    from: later(dates.from, filter.from),
    to: earlier(dates.to, filter.to),
  };
  const inGrid: BookingFilter = { ...attendedBy(now), from: dates.gridFrom, to: dates.gridTo };
  const [bookings, attended] = await store.together(
    (same) =>
      [
        queryBookings(same, shown),
        same.db
          .selectFrom('bookings')
          .select('class_date')
          .distinct()
          .where(matchesFilter(same.userId, inGrid))
          .execute(),
      ] as const,
  );
  const attendedDates = new Set(attended.map((row) => row.class_date));
  return buildCalendarView({ ...request, dates, bookings, attendedDates });
}

/** In the view of a week, on its last day: the first booked class of the next week. Null otherwise. */
export async function readFollowing(
  store: Store,
  { view, to }: Pick<CalendarView, 'view' | 'to'>,
  filter: BookingFilter,
  today: LocalDate,
): Promise<Booking | null> {
  if (view !== 'week' || to !== today) return null;
  const range = { from: later(addDays(to, 1), filter.from), to: earlier(addDays(to, 7), filter.to) };
  const statuses = filter.statuses ?? ['booked'];
  const [first] = await queryBookings(store, { ...filter, ...range, statuses }, { limit: 1 });
  return first ?? null;
}

function later(date: LocalDate, other: LocalDate | undefined): LocalDate {
  return other !== undefined && other > date ? other : date;
}

function earlier(date: LocalDate, other: LocalDate | undefined): LocalDate {
  return other !== undefined && other < date ? other : date;
}
