import type { CommandSpec } from '../command.ts';

export const helpJson: CommandSpec = {
  name: 'help json',
  group: 'The program',
  summary: 'what --json prints, described as JSON Schema',
  description:
    'Every field of every document, with its meaning, unit and zone. Fields may be added later and are never renamed.',
  arguments: [{ name: 'command', doc: 'the command, or error; all of them where none is named', isVariadic: true }],
  isOfMachine: true,
  examples: [
    { line: 'numina help json list', doc: 'a booking, field by field' },
    { line: 'numina help json config get', doc: 'of a command of two words' },
    { line: 'numina help json > numina.schema.json', doc: 'everything, for a validator or a generator of types' },
  ],
  load: () => import('../actions/help-json.ts'),
};
