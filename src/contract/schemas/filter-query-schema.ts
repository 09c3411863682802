import * as z from 'zod';

/** The filter of the command line as query parameters. */
export const filterQuery = {
  type: z.array(z.string()).optional().describe('Only this class type; may be repeated, as the next four'),
  location: z.array(z.string()).optional().describe('Only this place'),
  source: z.array(z.string()).optional().describe('Only this source'),
  status: z.array(z.string()).optional().describe('Only this status'),
  instructor: z.array(z.string()).optional().describe('Only this instructor'),
  exclude: z
    .array(z.string().regex(/^[^:]+:[\s\S]+$/))
    .optional()
    .describe('None with this value, as field:value (type:yoga); may be repeated'),
  from: z.string().optional().describe('First date, such as 2026-11-24 or monday'),
  to: z.string().optional().describe('Last date, included'),
  time: z.string().optional().describe('morning, afternoon, evening or HH:MM-HH:MM'),
  search: z.string().optional().describe('A part of the name, type, place, instructor, source or notes'),
};

export const filtersOnly = z.strictObject(filterQuery);

const limit = z.string().optional().describe('How many at most: 50 where absent, never more than 500');
const cursor = z.string().optional().describe('nextCursor of the page before');

export const pageQuery = z.strictObject({ limit, cursor });
export const filteredPageQuery = z.strictObject({ ...filterQuery, limit, cursor });
export const listQuery = z.strictObject({
  ...filterQuery,
  limit,
  cursor,
  order: z.enum(['asc', 'desc']).optional().describe('By start; asc where absent'),
});
export const upcomingQuery = z.strictObject({
  ...filterQuery,
  days: z.string().optional().describe('How many days ahead; 14 where absent'),
});
export const exportQuery = z.strictObject({
  ...filterQuery,
  format: z.enum(['ics', 'csv', 'json']).optional().describe('ics where absent'),
});
export const statsQuery = z.strictObject({
  ...filterQuery,
  year: z.string().optional().describe('A whole year, such as 2026, instead of dates'),
});
const flag = z.enum(['true', 'false']).optional();
export const streakQuery = z.strictObject({ explain: flag.describe('The answer is the same') });
export const classesQuery = z.strictObject({
  name: z.string().optional().describe('A part of the name'),
  limit,
  cursor,
});
export const journalQuery = z.strictObject({
  limit,
  feed: z.string().optional().describe('Only the syncs of this feed'),
});
const texts = z.array(z.string()).optional();
export const importQuery = z.strictObject({
  dryRun: flag.describe('true: plan everything and write nothing'),
  name: z.string().optional().describe('The name of the file, whose ending may tell the format'),
  source: z.string().optional().describe('The source of every class'),
  type: z.string().optional().describe('The type of every class'),
  zone: z.string().optional().describe('IANA time zone for times that name none'),
  allDay: z.string().optional().describe('HH:MM, when a class starts whose event is all day'),
  since: z.string().optional().describe('Series are taken, and mails read, from this day on; a year back where absent'),
  horizon: z.string().optional().describe('Series are taken up to this day; a year ahead where absent'),
  dateFormat: z.string().optional().describe('The order of day, month and year in a table: dmy, mdy or ymd'),
  mapStatus: texts.describe('WORD=STATUS; may be repeated, as the next three'),
  only: texts.describe('Only titles like this, with * for any text'),
  skip: texts.describe('No titles like this'),
  map: texts.describe('PATTERN=FIELD:VALUE'),
  revive: flag.describe('true: take classes again that were deleted'),
});
export const eventsQuery = z.strictObject({
  after: z.string().optional().describe('A revision: what was changed since is told first, as by Last-Event-ID'),
});
