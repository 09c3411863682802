import type { CommandSpec } from '../command.ts';
import { FORMAT_OPTION } from '../shared-options.ts';

export const list: CommandSpec = {
  name: 'list',
  group: 'Bookings',
  summary: 'bookings, filtered',
  description:
    'On a terminal, it shows the bookings around now: 50, or as many as --limit says. In a pipe and as JSON, it prints all, from the first.',
  options: [
    { flags: '--limit <n>', doc: 'at most so many' },
    { flags: '--sort <key>', doc: 'start, booked, class, location, source or status' },
    { flags: '--reverse', doc: 'the other way round' },
    FORMAT_OPTION,
  ],
  hasFilters: true,
  marksByHabit: true,
  examples: [
    { line: 'numina list --type yoga --from 2026-11-01', doc: 'yoga since November' },
    { line: 'numina list --status cancelled --sort location', doc: 'what was cancelled, by place' },
    { line: "numina list --format '{class}, {startsAt:EEE d MMM HH:mm}'", doc: 'a line of your own for each' },
    { line: 'numina list --json', doc: 'everything, for a script' },
  ],
  load: () => import('../actions/list.ts'),
};
