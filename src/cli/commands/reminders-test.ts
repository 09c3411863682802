import type { CommandSpec } from '../command.ts';

export const remindersTest: CommandSpec = {
  name: 'reminders test',
  group: 'Reminders',
  summary: 'send one real reminder through each channel',
  description:
    'The reminder of your next class goes out now through every channel that is set up, or through those named. It is not entered into the log of reminders.',
  arguments: [
    { name: 'channel', doc: 'desktop, email or webhook', isVariadic: true, choices: ['desktop', 'email', 'webhook'] },
  ],
  marksByHabit: true,
  examples: [
    { line: 'numina reminders test', doc: 'all that are set up' },
    { line: 'numina reminders test desktop', doc: 'one of them' },
  ],
  load: () => import('../actions/reminders-test.ts'),
};
