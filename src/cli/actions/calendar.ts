import { judge } from '../../attendance/read-judgement.ts';
import { weekDemands } from '../../attendance/streak/week-demands.ts';
import { CALENDAR_PERIODS } from '../../calendar/calendar-view.ts';
import { type CalendarRequest, checkPeriod, type ShownCalendar, showCalendar } from '../../calendar/view-service.ts';
import { toCalendarJson } from '../../contract/calendar-json.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { renderDay } from '../../render/day-timeline.ts';
import { renderMonth } from '../../render/month-grid.ts';
import { renderWeek } from '../../render/week-grid.ts';
import { defineAction } from '../command.ts';
import { argumentWords, checkedFilterOptions, daysOf } from '../raw-options.ts';

const VIEWS: readonly string[] = CALENDAR_PERIODS;
const RENDERERS = { day: renderDay, week: renderWeek, month: renderMonth };

export const action = defineAction<CalendarRequest, ShownCalendar>({
  async parse(raw, _surroundings, session) {
    const words = [...argumentWords(raw, 0), ...argumentWords(raw, 1)];
    const view = VIEWS.includes(words[0] ?? '') ? words.shift() : undefined;
    const date = words.length > 0 ? words.join(' ') : undefined;
    await checkPeriod({ view, date }, daysOf(session), session.settings.weekStart);
    return { view, date, filter: await checkedFilterOptions(raw, session) };
  },

  async run(session, request) {
    const context = await session.attendance();
    const { rules } = await judge(context);
    return showCalendar(context, request, session.settings.weekStart, weekDemands(rules));
  },

  toText: ({ calendar, following, isFiltered }, style) =>
    RENDERERS[calendar.view](calendar, style, { isFiltered, following }),
  toJson: ({ calendar }) => toCalendarJson(calendar),
  toPlain: ({ calendar }) => calendar.days.flatMap(({ bookings }) => bookings.map(bookingRow)),
});
