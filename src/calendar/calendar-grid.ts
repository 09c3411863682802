import { type Booking, localDateOf } from '../bookings/booking.ts';
import {
  addDays,
  datesBetween,
  endOfMonth,
  type LocalDate,
  startOfMonth,
  startOfWeek,
  toDayNumber,
  type Weekday,
  weekNumberOf,
} from '../time/civil.ts';
import type { CalendarDay, CalendarPeriod, CalendarView, CalendarWeek } from './calendar-view.ts';

/** The first and last date of a view, and of the whole weeks around it; all included. */
export interface PeriodDates {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly gridFrom: LocalDate;
  readonly gridTo: LocalDate;
}

/** The day, week or month that holds `date`. */
export function planPeriod(view: CalendarPeriod, date: LocalDate, weekStart: Weekday): PeriodDates {
  const monday = startOfWeek(date, weekStart);
  const from = view === 'day' ? date : view === 'week' ? monday : startOfMonth(date);
  const to = view === 'day' ? date : view === 'week' ? addDays(monday, 6) : endOfMonth(date);
  return { from, to, gridFrom: startOfWeek(from, weekStart), gridTo: addDays(startOfWeek(to, weekStart), 6) };
}

export interface ViewContent {
  readonly view: CalendarPeriod;
  readonly dates: PeriodDates;
  readonly zone: string;
  readonly weekStart: Weekday;
  /** How many attended days the week that begins on a date needs; 0 where all of it is paused. */
  readonly daysNeeded: (startsOn: LocalDate) => number;
  /** Whether a pause covers a date. */
  readonly isPausedOn?: ((date: LocalDate) => boolean) | undefined;
  /** The bookings of the view, by start. */
  readonly bookings: readonly Booking[];
  /** The attended local dates of the whole weeks; the filter of the view does not apply to them. */
  readonly attendedDates: ReadonlySet<LocalDate>;
}

/** Puts bookings into the days of a view, and counts the attended days of its weeks. */
export function buildCalendarView({ view, dates, zone, weekStart, daysNeeded, ...content }: ViewContent): CalendarView {
  const byDate = new Map<LocalDate, Booking[]>();
  for (const booking of content.bookings) {
    const date = localDateOf(booking);
    const sameDay = byDate.get(date);
    if (sameDay) sameDay.push(booking);
    else byDate.set(date, [booking]);
  }
  const days = datesBetween(dates.from, dates.to).map(
    (date): CalendarDay => ({
      date,
      // Classes of one date in several zones are sorted by wall time, the order of the person's day.
      bookings: (byDate.get(date) ?? []).sort(byWallTime),
    }),
  );
  const weeks: CalendarWeek[] = [];
  for (let startsOn = dates.gridFrom; startsOn <= dates.gridTo; startsOn = addDays(startsOn, 7)) {
    const isAttended = (date: LocalDate) => content.attendedDates.has(date);
    const target = daysNeeded(startsOn);
    weeks.push({
      startsOn,
      week: weekNumberOf(toDayNumber(startsOn)),
      attendedDays: datesBetween(startsOn, addDays(startsOn, 6)).filter(isAttended).length,
      target,
      isPaused: target === 0,
    });
  }
  const paused = days.flatMap(({ date }) => (content.isPausedOn?.(date) ? [date] : []));
  const pausedDates = paused.length === 0 ? {} : { pausedDates: new Set(paused) };
  return { view, from: dates.from, to: dates.to, zone, weekStart, days, weeks, ...pausedDates };
}

function byWallTime(one: Booking, other: Booking): number {
  if (one.startsLocal === other.startsLocal) return 0;
  return one.startsLocal < other.startsLocal ? -1 : 1;
}
