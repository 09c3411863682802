import type { CommandSpec } from '../command.ts';

export const undo: CommandSpec = {
  name: 'undo',
  group: 'Bookings',
  summary: 'take back the last step, whole',
  description:
    'A step is everything that one command changed, such as a series of 12 or an import of 500. Changes of the daemon are not steps: --sync NAME takes back the last run of a feed, except for what you have changed since. numina redo brings a step back, until something new is changed. On a terminal, it asks first for more than ten bookings, or for a step more than an hour old.',
  arguments: [{ name: 'steps', doc: 'how many to take back (1), or to list (20)' }],
  options: [
    { flags: '--list', doc: 'show the last steps and change nothing' },
    { flags: '-y, --yes', doc: 'do not ask' },
    { flags: '--sync <name>', doc: 'the last sync of this feed, also one of the daemon' },
  ],
  examples: [
    { line: 'numina undo', doc: 'the last thing that was changed' },
    { line: 'numina undo --list', doc: 'what was changed when, and what is undone' },
  ],
  load: () => import('../actions/undo.ts'),
};
