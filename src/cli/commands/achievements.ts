import type { CommandSpec } from '../command.ts';

export const achievements: CommandSpec = {
  name: 'achievements',
  group: 'Attendance',
  summary: 'what you have earned, and what is next',
  description: 'Computed from what you attended: a correction takes back what is no longer true.',
  marksByHabit: true,
  examples: [{ line: 'numina achievements', doc: 'the latest first' }],
  load: () => import('../actions/achievements.ts'),
};
