import type { CommandSpec } from '../command.ts';

export const doctor: CommandSpec = {
  name: 'doctor',
  group: 'The program',
  summary: 'what is well and what is not, with what to do',
  description:
    'Checks the database, its files, the settings, the channels for reminders, the daemon and the feeds. Changes nothing without --fix, and creates nothing. Exits 1 where something is wrong; what is not set up is not wrong.',
  options: [{ flags: '--fix', doc: 'fix what can be fixed without losing anything' }],
  isOfMachine: true,
  examples: [
    { line: 'numina doctor', doc: 'a line for each check' },
    { line: 'numina doctor --fix', doc: 'permissions, leftovers, stored statistics' },
  ],
  load: () => import('../actions/doctor.ts'),
};
