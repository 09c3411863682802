import type { Booking } from '../bookings/booking.ts';
import type { LocalDate, Weekday } from '../time/civil.ts';

export const CALENDAR_PERIODS = ['day', 'week', 'month'] as const;
export type CalendarPeriod = (typeof CALENDAR_PERIODS)[number];

/** One local date and its classes, by start. */
export interface CalendarDay {
  readonly date: LocalDate;
  readonly bookings: readonly Booking[];
}

/** A week of a view and its weekly target; its days outside the view count too. */
export interface CalendarWeek {
  readonly startsOn: LocalDate;
  /** ISO 8601 week number of the week's Thursday. */
  readonly week: number;
  readonly attendedDays: number;
  /** How many attended days the week needs: fewer than the weekly target where days are paused. */
  readonly target: number;
  /** Whether a pause covers the whole week. */
  readonly isPaused: boolean;
}

/** The data of a calendar on a screen. `days` holds every date from `from` to `to`, also those without classes. */
export interface CalendarView {
  readonly view: CalendarPeriod;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The home zone. */
  readonly zone: string;
  readonly weekStart: Weekday;
  readonly days: readonly CalendarDay[];
  readonly weeks: readonly CalendarWeek[];
  /** Local dates of the view that a pause covers; absent where there are none. */
  readonly pausedDates?: ReadonlySet<LocalDate>;
}
