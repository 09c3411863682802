import type { Booking } from '../bookings/booking.ts';
import type { LocalDate, Weekday } from '../time/civil.ts';

export const CALENDAR_PERIODS = ['day', 'week', 'month'] as const;
export type CalendarPeriod = (typeof CALENDAR_PERIODS)[number];

/** One local date and its classes, by start. */
export interface CalendarDay {
  readonly date: LocalDate;
  readonly bookings: readonly Booking[];
}

/** A week of the month and its standing against the weekly target; its days outside the month count too. */
export interface CalendarWeek {
  readonly startsOn: LocalDate;
  /** ISO 8601 week number of the week's Thursday. */
  readonly week: number;
  readonly attendedDays: number;
  /** The days that the week needs: fewer where it is partly paused. */
  readonly target: number;
  /** Whether a pause covers the whole week. */
  readonly isPaused: boolean;
}

/** A calendar picture's content. `days` holds every date from `from` to `to`, empty ones too. */
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
