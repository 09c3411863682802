import type { CommandSpec } from '../command.ts';

export const stats: CommandSpec = {
  name: 'stats',
  group: 'Attendance',
  summary: 'totals, attendance rate, and what they are made of',
  description:
    'Computed from history. A period (--year, or --from with or without --to) is compared with the one before it.',
  options: [
    { flags: '--year <year>', doc: 'that year' },
    { flags: '--heatmap', doc: 'a year of weeks, a character for each day' },
    { flags: '--svg <file>', doc: 'a year in review as a picture (- for standard output)' },
    { flags: '--verify', doc: 'compare the numbers stored for other programs with history' },
  ],
  hasFilters: true,
  marksByHabit: true,
  examples: [
    { line: 'numina stats', doc: 'everything so far' },
    { line: 'numina stats --type yoga --from 2026-01-01', doc: 'the yoga of this year' },
    { line: 'numina stats --heatmap', doc: 'the last twelve months' },
    { line: 'numina stats --year 2026 --svg 2026.svg', doc: 'to show to a friend' },
  ],
  load: () => import('../actions/stats.ts'),
};
