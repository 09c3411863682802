import type { CommandSpec } from '../command.ts';

export const noShow: CommandSpec = {
  name: 'no-show',
  group: 'Bookings',
  summary: 'mark bookings as no-shows',
  arguments: [
    {
      name: 'booking',
      doc: 'ids, last, or words such as thu vinyasa; several in quotes',
      isRequired: true,
      isVariadic: true,
    },
  ],
  options: [{ flags: '--fee <amount>', doc: 'what it cost' }],
  marksByHabit: true,
  examples: [{ line: 'numina no-show last', doc: 'the class that began most recently' }],
  load: () => import('../actions/no-show.ts'),
};
