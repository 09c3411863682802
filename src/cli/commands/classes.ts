import type { CommandSpec } from '../command.ts';

export const classes: CommandSpec = {
  name: 'classes',
  group: 'Bookings',
  summary: 'the catalogue of classes booked before',
  arguments: [{ name: 'name', doc: 'only those with this in their name' }],
  examples: [{ line: 'numina classes', doc: 'everything you have booked, with what it lends the next booking' }],
  load: () => import('../actions/classes.ts'),
};
