import type { CommandSpec } from '../command.ts';
import { FORMAT_OPTION } from '../shared-options.ts';

export const inbox: CommandSpec = {
  name: 'inbox',
  group: 'Attendance',
  summary: 'past classes nobody has marked, settled one keystroke each',
  description:
    'On a terminal: a attended, n no-show, c cancelled, s skip, A all attended, u undo, ? what each does, q or Esc leaves. One key is one answer, kept at once and told with the way back; several at once (a word, something pasted) are none. In a pipe, as JSON, with --format and with --no-input it is a list.',
  options: [FORMAT_OPTION],
  marksByHabit: true,
  examples: [
    { line: 'numina inbox', doc: 'the oldest first' },
    { line: 'numina inbox --json', doc: 'for a script' },
  ],
  load: () => import('../actions/inbox.ts'),
};
