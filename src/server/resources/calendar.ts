import { judge } from '../../attendance/read-judgement.ts';
import { weekDemands } from '../../attendance/streak/week-demands.ts';
import { readUpcoming } from '../../bookings/list-service.ts';
import { exportDocument } from '../../calendar/export-service.ts';
import { showCalendar } from '../../calendar/view-service.ts';
import { toBookingJson, toBookingsJson } from '../../contract/booking-json.ts';
import { toCalendarJson } from '../../contract/calendar-json.ts';
import { calendar } from '../../contract/schemas/booking-schema.ts';
import { exportQuery, filtersOnly, upcomingQuery } from '../../contract/schemas/filter-query-schema.ts';
import { bookingItems } from '../../contract/schemas/list-schema.ts';
import { defineEndpoint } from '../endpoint.ts';
import { saidFilterOf } from '../said-filter-of.ts';

const upcoming = defineEndpoint<typeof upcomingQuery>({
  method: 'GET',
  path: '/calendar/upcoming',
  name: 'listUpcoming',
  summary: 'What is booked for the next days, the soonest first',
  scope: 'read',
  query: upcomingQuery,
  answer: { status: 200, schema: bookingItems },
  marksByHabit: true,
  async run({ session, query: { days, ...filter } }) {
    const { bookings } = await readUpcoming(await session.bookings(), { days, filter: givenOf(saidFilterOf(filter)) });
    return { json: { items: toBookingsJson(bookings) } };
  },
});

/** Without the fields that are not given, which would stand in the way of defaults. */
function givenOf<T extends object>(said: T): T {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as T;
}

/** A view of the calendar; `parameter` is the name and the form of its date. */
function defineView(view: 'day' | 'week' | 'month', parameter: 'month' | 'date') {
  return defineEndpoint<typeof filtersOnly>({
    method: 'GET',
    path: `/calendar/${view}/{${parameter}}`,
    name: `show${view.charAt(0).toUpperCase()}${view.slice(1)}`,
    summary: `The ${view} of a date, with every day in it`,
    scope: 'read',
    query: filtersOnly,
    answer: { status: 200, schema: calendar },
    changesWith: 'record',
    marksByHabit: true,
    async run({ session, params, query }) {
      const context = await session.attendance();
      const { rules } = await judge(context);
      const request = { view, date: params[parameter], filter: saidFilterOf(query) };
      const shown = await showCalendar(context, request, session.settings.weekStart, weekDemands(rules));
      return { json: toCalendarJson(shown.calendar) };
    },
  });
}

const TYPES = {
  ics: 'text/calendar; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
};

const exportCalendar = defineEndpoint<typeof exportQuery>({
  method: 'GET',
  path: '/calendar/export',
  name: 'exportCalendar',
  summary: 'The bookings that match as iCalendar, as a table or as JSON',
  scope: 'read',
  query: exportQuery,
  answer: { status: 200, types: ['text/calendar', 'text/csv', 'application/json'] },
  changesWith: 'record',
  marksByHabit: true,
  async run({ session, query: { format: said, ...filter } }) {
    const parts = { ...session.exportParts, toBookingJson };
    const request = { format: said, filter: saidFilterOf(filter) };
    const { format, chunks } = await exportDocument(await session.bookings(), parts, request);
    const headers = { 'content-disposition': `attachment; filename="classes.${format}"` };
    return { pieces: { type: TYPES[format], chunks }, headers };
  },
});

export const CALENDAR = [
  upcoming,
  defineView('month', 'month'),
  defineView('week', 'date'),
  defineView('day', 'date'),
  exportCalendar,
];
