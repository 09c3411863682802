import type { CommandSpec, OptionSpec } from '../command.ts';

const RUN_OPTIONS: readonly OptionSpec[] = [
  { flags: '--once', doc: 'one pass over what is due, for cron and timers' },
  { flags: '--stand-by', doc: 'wait while another daemon runs, as a service does' },
];

export const daemon: CommandSpec = {
  name: 'daemon',
  group: 'Reminders',
  summary: 'send reminders while it runs',
  description:
    'Runs until it is ended with Ctrl-C. numina daemon install keeps one running in the background. Only one runs for each database.',
  options: RUN_OPTIONS,
  examples: [{ line: 'numina daemon --once', doc: 'send what is due now' }],
  load: async () => ({ action: (await import('../actions/daemon.ts')).action }),
};

export const daemonRun: CommandSpec = {
  name: 'daemon run',
  group: 'Reminders',
  summary: 'the same as numina daemon',
  options: RUN_OPTIONS,
  examples: [{ line: 'numina daemon run --once', doc: 'one pass, for cron' }],
  load: async () => ({ action: (await import('../actions/daemon.ts')).action }),
};

export const daemonStatus: CommandSpec = {
  name: 'daemon status',
  group: 'Reminders',
  summary: 'whether it runs, and what it does next',
  isOfMachine: true,
  examples: [{ line: 'numina daemon status', doc: 'running or not, the next reminder, the last error' }],
  load: async () => ({ action: (await import('../actions/daemon-status.ts')).action }),
};
