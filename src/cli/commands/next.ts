import type { CommandSpec } from '../command.ts';

export const next: CommandSpec = {
  name: 'next',
  group: 'Calendar',
  summary: 'the next class in one line, for a status bar',
  description:
    'The template knows {class}, {type}, {place}, {instructor}, {source}, {day}, {date}, {time}, {end}, {in}, {zone} and {id}.',
  options: [{ flags: '--format <template>', doc: 'what to print' }],
  examples: [
    { line: 'numina next', doc: 'Spin 45 · Today 18:00 · Velo · in 8 h 48 min' },
    { line: "numina next --format '{class} in {in}'", doc: 'just that' },
  ],
  load: () => import('../actions/next.ts'),
};
