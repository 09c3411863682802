import type { CommandSpec } from '../command.ts';

export const achievements: CommandSpec = {
  name: 'achievements',
  group: 'Attendance',
  summary: 'what you have earned, and what is next',
  description: 'Computed from the classes you attended. A correction removes an achievement that is no longer earned.',
  marksByHabit: true,
  examples: [{ line: 'numina achievements', doc: 'the latest first' }],
  load: () => import('../actions/achievements.ts'),
};
