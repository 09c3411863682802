import type { CommandSpec } from '../command.ts';

export const calendar: CommandSpec = {
  name: 'calendar',
  group: 'Calendar',
  summary: 'a day, week or month as a picture',
  arguments: [
    { name: 'view', doc: 'day, week or month (as the date fits, else month)', choices: ['day', 'week', 'month'] },
    { name: 'date', doc: '2026-11-24, 2026-11, today, +1, -1 or English', isVariadic: true },
  ],
  hasFilters: true,
  marksByHabit: true,
  examples: [
    { line: 'numina calendar', doc: 'this month' },
    { line: 'numina calendar week +1', doc: 'the week after this one' },
    { line: 'numina calendar tomorrow', doc: 'tomorrow, hour by hour' },
    { line: 'numina calendar "next week"', doc: 'that week; numina calendar dec is a month' },
    { line: 'numina calendar month 2026-12 --type yoga', doc: 'the yoga of December' },
  ],
  load: () => import('../actions/calendar.ts'),
};
