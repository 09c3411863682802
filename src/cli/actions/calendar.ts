import { AskedDays } from '../../attendance/streak/asked-days.ts';
import { isPausedOn } from '../../attendance/streak/pauses.ts';
import type { Booking } from '../../bookings/booking.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { readCalendar, readFollowing } from '../../calendar/calendar-service.ts';
import type { CalendarPeriod, CalendarView } from '../../calendar/calendar-view.ts';
import { toCalendarJson } from '../../contract/calendar-json.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { renderDay } from '../../render/day-timeline.ts';
import { renderMonth } from '../../render/month-grid.ts';
import { renderWeek } from '../../render/week-grid.ts';
import { type LocalDate, toDayNumber } from '../../time/civil.ts';
import { parsePeriod, parseView } from '../../time/parse-date.ts';
import { defineAction } from '../command.ts';
import { judgementOf } from '../judgement.ts';
import { argumentWords, bookingFilter } from '../raw-options.ts';

interface Input {
  readonly view: CalendarPeriod;
  readonly date: LocalDate;
  readonly filter: BookingFilter;
}

interface Result {
  readonly calendar: CalendarView;
  readonly following: Booking | null;
  readonly isFiltered: boolean;
}

const VIEWS: readonly string[] = ['day', 'week', 'month'];
const RENDERERS = { day: renderDay, week: renderWeek, month: renderMonth };

export const action = defineAction<Input, Result>({
  async parse(raw, _surroundings, app) {
    const words = [...argumentWords(raw, 0), ...argumentWords(raw, 1)];
    const hasView = words[0] !== undefined && VIEWS.includes(words[0]);
    const view = hasView ? (words.shift() as CalendarPeriod) : null;
    const today = app.nowLocal.slice(0, 10);
    const text = words.length > 0 ? words.join(' ') : undefined;
    const { weekStart } = app.settings;
    const shown =
      view === null
        ? await parseView(text, today, weekStart, app.locale)
        : { view, date: await parsePeriod(text, view, today, weekStart, app.locale) };
    return { ...shown, filter: await bookingFilter(raw, today, app.locale) };
  },

  async run(app, { view, date, filter }) {
    const context = await app.bookings();
    const { weekStart } = app.settings;
    const { rules } = await judgementOf(app, context);
    const asked = new AskedDays(rules);
    const daysNeeded = (startsOn: LocalDate) => asked.daysNeeded(toDayNumber(startsOn));
    const calendar = await readCalendar(context.store, {
      view,
      date,
      filter,
      zone: context.homeZone,
      weekStart,
      daysNeeded,
      isPausedOn: (day) => isPausedOn(day, rules.pauses),
    });
    const following = await readFollowing(context.store, calendar, filter, app.nowLocal.slice(0, 10));
    return { calendar, following, isFiltered: Object.keys(filter).length > 0 };
  },

  toText: ({ calendar, following, isFiltered }, style) =>
    RENDERERS[calendar.view](calendar, style, { isFiltered, following }),
  toJson: ({ calendar }) => toCalendarJson(calendar),
  toPlain: ({ calendar }) => calendar.days.flatMap(({ bookings }) => bookings.map(bookingRow)),
});
