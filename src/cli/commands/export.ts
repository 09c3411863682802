import type { CommandSpec } from '../command.ts';

export const exportCommand: CommandSpec = {
  name: 'export',
  group: 'Calendar',
  summary: 'iCalendar for Google, Apple, Outlook, khal',
  description:
    'Every booking, unless filtered. Unchanged data gives the same bytes. Google updates an event that it knows only through a subscription, not through a second import, and it ignores alarms there.',
  arguments: [
    { name: 'booking', doc: 'only this one: id, next, last, or words such as thu vinyasa', isVariadic: true },
  ],
  options: [
    { flags: '-o, --output <file>', doc: 'write a file instead of standard output' },
    { flags: '--vdir <folder>', doc: 'keep a folder of one .ics per booking in step, for khal and vdirsyncer' },
    { flags: '--format <format>', doc: 'ics, csv or json (ics)' },
    { flags: '--delimiter <mark>', doc: "between the cells of a csv: ',', ';' or tab (,)" },
    { flags: '--bom', doc: 'begin a csv with the mark of UTF-8, as spreadsheets want it' },
    { flags: '--local-times', doc: 'write times in the zones of the classes, with their rules' },
    { flags: '--omit-cancelled', doc: 'leave cancelled bookings out' },
    { flags: '--google', doc: 'print the link that adds BOOKING to Google Calendar' },
  ],
  hasFilters: true,
  marksByHabit: true,
  examples: [
    { line: 'numina export > classes.ics', doc: 'all bookings' },
    { line: 'numina export -o yoga.ics --type yoga --from 2026-11-01', doc: 'some, to a file' },
    { line: 'numina export --vdir calendar', doc: 'a folder that khal shows and vdirsyncer publishes' },
    { line: "numina export --format csv --delimiter ';' --bom -o classes.csv", doc: 'a table for a spreadsheet' },
    { line: 'numina export --google next', doc: 'a link for one class' },
  ],
  load: () => import('../actions/export.ts'),
};
