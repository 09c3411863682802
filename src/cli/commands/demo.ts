import type { CommandSpec } from '../command.ts';

export const demo: CommandSpec = {
  name: 'demo',
  group: 'The program',
  summary: 'a full tour on a throw-away database',
  description: 'Books, attends and cancels a believable season in a temporary folder, shows it, and removes it.',
  isOfMachine: true,
  examples: [{ line: 'numina demo', doc: 'nothing of yours is touched' }],
  load: () => import('../actions/demo.ts'),
};
