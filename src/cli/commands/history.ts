import type { CommandSpec } from '../command.ts';
import { FORMAT_OPTION } from '../shared-options.ts';

export const history: CommandSpec = {
  name: 'history',
  group: 'Attendance',
  summary: 'what was, filtered',
  description:
    'Classes that have begun, without waitlisted places. On a terminal the last 50, unless dates or --limit are given.',
  options: [{ flags: '--limit <n>', doc: 'the last n' }, FORMAT_OPTION],
  hasFilters: true,
  marksByHabit: true,
  examples: [
    { line: 'numina history', doc: 'the latest first' },
    { line: 'numina history --status no_show --from 2026-01-01', doc: 'what was missed this year' },
  ],
  load: () => import('../actions/history.ts'),
};
