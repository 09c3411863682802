import type { CommandSpec } from '../command.ts';

export const doctor: CommandSpec = {
  name: 'doctor',
  group: 'The program',
  summary: 'what is well and what is not, with what to do',
  description:
    'Looks at the database, its files, the settings, the ways out for reminders, the daemon and the feeds. Changes nothing without --fix, and makes nothing. Exits 1 where something is wrong; what is not set up is no fault.',
  options: [{ flags: '--fix', doc: 'mend what can be mended without losing anything' }],
  examples: [
    { line: 'numina doctor', doc: 'a line for each check' },
    { line: 'numina doctor --fix', doc: 'permissions, leftovers, stored statistics' },
  ],
  load: () => import('../actions/doctor.ts'),
};
