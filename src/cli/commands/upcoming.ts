import type { CommandSpec } from '../command.ts';
import { FORMAT_OPTION } from '../shared-options.ts';

export const upcoming: CommandSpec = {
  name: 'upcoming',
  group: 'Calendar',
  summary: 'agenda of what is booked',
  options: [{ flags: '--days <n>', doc: 'how far to look (14)' }, FORMAT_OPTION],
  hasFilters: true,
  marksByHabit: true,
  examples: [
    { line: 'numina upcoming', doc: 'the next 14 days' },
    { line: 'numina upcoming --days 7 --time evening', doc: 'the evenings of a week' },
  ],
  load: () => import('../actions/upcoming.ts'),
};
