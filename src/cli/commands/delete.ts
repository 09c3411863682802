import type { CommandSpec } from '../command.ts';

export const deleteCommand: CommandSpec = {
  name: 'delete',
  group: 'Bookings',
  summary: 'remove bookings from the record',
  description:
    'Asks first; numina undo brings them back. If you gave a class up, cancel it instead: then it stays in the record.',
  arguments: [
    {
      name: 'booking',
      doc: 'ids, next, last, or words such as thu vinyasa; several in quotes',
      isRequired: true,
      isVariadic: true,
    },
  ],
  options: [{ flags: '-y, --yes', doc: 'do not ask' }],
  marksByHabit: true,
  examples: [{ line: 'numina delete last --yes', doc: 'a booking made by mistake' }],
  load: () => import('../actions/delete.ts'),
};
