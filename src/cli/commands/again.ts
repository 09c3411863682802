import type { CommandSpec } from '../command.ts';

export const again: CommandSpec = {
  name: 'again',
  group: 'Bookings',
  summary: 'the same class once more, next week by default',
  arguments: [
    { name: 'booking', doc: 'a booking, or part of the name of a class: its latest booking (the last one)' },
    { name: 'when', doc: 'when, instead of the same time next week', isVariadic: true },
  ],
  options: [
    { flags: '--at <when>', doc: 'the same as WHEN' },
    { flags: '--force', doc: 'record a duplicate anyway' },
  ],
  marksByHabit: true,
  examples: [
    { line: 'numina again last', doc: 'the class you just took, same time next week' },
    { line: 'numina again spin thu', doc: 'the latest Spin once more, on Thursday' },
  ],
  load: () => import('../actions/again.ts'),
};
