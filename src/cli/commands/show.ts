import type { CommandSpec } from '../command.ts';
import { FORMAT_OPTION } from '../shared-options.ts';

export const show: CommandSpec = {
  name: 'show',
  group: 'Bookings',
  summary: 'one booking, everything known',
  arguments: [
    { name: 'booking', doc: 'id, next, last, or words such as thu vinyasa', isRequired: true, isVariadic: true },
  ],
  options: [FORMAT_OPTION],
  marksByHabit: true,
  examples: [
    { line: 'numina show next', doc: 'the next class' },
    { line: 'numina show last', doc: 'the one that began most recently' },
  ],
  load: () => import('../actions/show.ts'),
};
