import type { CalendarView } from '../calendar/calendar-view.ts';
import { WEEKDAYS } from '../time/civil.ts';
import { toBookingsJson } from './booking-json.ts';
import type { CalendarJson } from './schemas/booking-schema.ts';

export function toCalendarJson(calendar: CalendarView): CalendarJson {
  const { view, from, to, zone, weekStart, days, weeks, pausedDates } = calendar;
  return {
    view,
    from,
    to,
    zone,
    weekStart: WEEKDAYS[weekStart - 1] ?? 'monday',
    days: days.map(({ date, bookings }) => ({ date, bookings: toBookingsJson(bookings) })),
    weeks: weeks.map(({ startsOn, week, attendedDays, target, isPaused }) => ({
      startsOn,
      week,
      attendedDays,
      target,
      isPaused,
    })),
    pausedDates: [...(pausedDates ?? [])],
  };
}
