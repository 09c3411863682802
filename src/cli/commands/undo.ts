import type { CommandSpec } from '../command.ts';

export const undo: CommandSpec = {
  name: 'undo',
  group: 'Bookings',
  summary: 'take back the last step, whole',
  description:
    'A step is what one command changed, be it a series of 12 or an import of 500. What the daemon does is none; what it took from a feed is taken back by --sync NAME, but for what you have changed since. numina redo brings a step back, until something new is changed. On a terminal more than ten bookings, or a step more than an hour old, is asked about first.',
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
