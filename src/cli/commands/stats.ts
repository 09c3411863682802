import type { CommandSpec } from '../command.ts';

export const stats: CommandSpec = {
  name: 'stats',
  group: 'Attendance',
  summary: 'totals, attendance rate, and what they are made of',
  hasFilters: true,
  examples: [
    { line: 'numina stats', doc: 'everything so far' },
    { line: 'numina stats --type yoga --from 2026-01-01', doc: 'the yoga of this year' },
  ],
  load: () => import('../actions/stats.ts'),
};
