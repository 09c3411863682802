import type { CommandSpec } from '../command.ts';

export const pauseAdd: CommandSpec = {
  name: 'pause add',
  group: 'Attendance',
  summary: 'days on which nothing is expected of you',
  description:
    'Holidays, illness, a broken toe: paused days never break a streak, and a partly paused week asks for less. A pause may be set in hindsight. Reminders of what is booked go on.',
  arguments: [
    { name: 'from', doc: 'first day, such as 2026-12-24 or "next monday"', isRequired: true },
    { name: 'to', doc: 'last day', isRequired: true },
  ],
  options: [{ flags: '--reason <text>', doc: 'why' }],
  marksByHabit: true,
  examples: [
    { line: 'numina pause add 2026-12-24 2027-01-03 --reason holidays', doc: 'eleven days, both ends included' },
  ],
  load: async () => ({ action: (await import('../actions/pause.ts')).addAction }),
};

export const pauseList: CommandSpec = {
  name: 'pause list',
  group: 'Attendance',
  summary: 'every pause, the latest last',
  marksByHabit: true,
  examples: [{ line: 'numina pause list', doc: 'with their ids' }],
  load: async () => ({ action: (await import('../actions/pause.ts')).listAction }),
};

export const pauseRemove: CommandSpec = {
  name: 'pause remove',
  group: 'Attendance',
  summary: 'take a pause away',
  arguments: [{ name: 'pause', doc: 'a day in it, its id, or the beginning of that', isRequired: true }],
  marksByHabit: true,
  examples: [{ line: 'numina pause remove 2026-08-10', doc: 'the one that this day is in' }],
  load: async () => ({ action: (await import('../actions/pause.ts')).removeAction }),
};
