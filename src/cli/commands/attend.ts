import type { CommandSpec } from '../command.ts';

export const attend: CommandSpec = {
  name: 'attend',
  group: 'Bookings',
  summary: 'mark classes attended',
  arguments: [
    {
      name: 'booking',
      doc: 'ids, last, or words such as thu vinyasa, several in quotes; the class just begun or ended by default',
      isVariadic: true,
    },
  ],
  marksByHabit: true,
  examples: [
    { line: 'numina attend last', doc: 'the class that began most recently' },
    { line: 'numina attend', doc: 'the class that has just begun or ended' },
  ],
  load: () => import('../actions/attend.ts'),
};
