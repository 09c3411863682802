import type { CommandSpec } from '../command.ts';

export const cancel: CommandSpec = {
  name: 'cancel',
  group: 'Bookings',
  summary: 'cancel bookings',
  description: 'A cancellation after the limit for free cancellation counts as late. The studio is not told.',
  arguments: [
    {
      name: 'booking',
      doc: 'ids, next, last, or words such as thu vinyasa; several in quotes',
      isRequired: true,
      isVariadic: true,
    },
  ],
  options: [
    { flags: '--reason <text>', doc: 'why' },
    { flags: '--at <when>', doc: 'when it really was cancelled' },
    { flags: '--fee <amount>', doc: 'what it cost' },
  ],
  marksByHabit: true,
  examples: [{ line: 'numina cancel next --reason "a cold"', doc: 'the next class' }],
  load: () => import('../actions/cancel.ts'),
};
