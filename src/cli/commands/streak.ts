import type { CommandSpec } from '../command.ts';

export const streak: CommandSpec = {
  name: 'streak',
  group: 'Attendance',
  summary: 'weeks and days in a row',
  description:
    'A week counts with weekly_target attended days (numina config set weekly_target 3); rest_days never break a day streak.',
  options: [{ flags: '--explain', doc: 'which classes carry the run, and what is needed by when' }],
  marksByHabit: true,
  examples: [
    { line: 'numina streak', doc: 'where you stand' },
    { line: 'numina streak --explain', doc: 'and why' },
  ],
  load: () => import('../actions/streak.ts'),
};
