import type { CommandSpec } from '../command.ts';

export const redo: CommandSpec = {
  name: 'redo',
  group: 'Bookings',
  summary: 'bring back what was undone last',
  arguments: [{ name: 'steps', doc: 'how many to bring back (1)' }],
  options: [{ flags: '-y, --yes', doc: 'do not ask' }],
  examples: [{ line: 'numina redo', doc: 'as if numina undo had not been' }],
  load: () => import('../actions/redo.ts'),
};
