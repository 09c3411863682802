import type { CommandSpec } from '../command.ts';

export const reminders: CommandSpec = {
  name: 'reminders',
  group: 'Reminders',
  summary: 'what will be sent next, and how',
  description: 'Reminders are sent by the daemon: numina daemon install keeps it running.',
  marksByHabit: true,
  examples: [{ line: 'numina reminders', doc: 'the next ones, and your preferences' }],
  load: async () => ({ action: (await import('../actions/reminders.ts')).action }),
};

export const remindersSet: CommandSpec = {
  name: 'reminders set',
  group: 'Reminders',
  summary: 'say when and how to be reminded',
  description:
    'Changes what is named and leaves the rest. With --type, it applies to that type of class, instead of the general preferences. Without any option, it asks.',
  options: [
    { flags: '--enabled <on|off>', doc: 'whether anything is sent at all' },
    { flags: '--before <list>', doc: 'how long before the start: 24h,1h; none' },
    { flags: '--cancel-by <list>', doc: 'how long before free cancellation ends: 1h; none' },
    { flags: '--via <list>', doc: 'desktop, email, webhook; none' },
    { flags: '--quiet-hours <range>', doc: 'when the desktop keeps quiet: 22:00-07:00; off' },
    { flags: '--type <type>', doc: 'only for this type of class' },
    { flags: '--reset', doc: 'with --type: back to the general preferences' },
  ],
  marksByHabit: true,
  examples: [
    { line: 'numina reminders set --before 24h,2h,30m', doc: 'a day, two hours and half an hour before' },
    { line: 'numina reminders set --via desktop,webhook --quiet-hours 22:00-07:00', doc: 'on the phone too' },
    { line: 'numina reminders set --type yoga --before 2h', doc: 'only two hours before yoga' },
    { line: 'numina reminders set --type yoga --reset', doc: 'yoga as everything else' },
  ],
  load: async () => ({ action: (await import('../actions/reminders-set.ts')).action }),
};

export const remindersLog: CommandSpec = {
  name: 'reminders log',
  group: 'Reminders',
  summary: 'what was sent, and what was not and why',
  options: [{ flags: '--limit <n>', doc: 'at most so many (50)' }],
  marksByHabit: true,
  examples: [{ line: 'numina reminders log', doc: 'the newest first' }],
  load: async () => ({ action: (await import('../actions/reminders-log.ts')).action }),
};
