import type { CommandSpec } from '../command.ts';
import { FORMAT_OPTION } from '../shared-options.ts';

export const inbox: CommandSpec = {
  name: 'inbox',
  group: 'Attendance',
  summary: 'past classes nobody has marked, settled one keystroke each',
  description:
    'On a terminal, one key is one answer: a attended, n no-show, c cancelled, s skip, A all attended, u undo, ? explains the keys, q or Esc leaves. Each answer is stored at once and shown with the way to undo it. Several keys at once (a word, pasted text) are no answer. In a pipe, with --json, --format or --no-input, it prints a list.',
  options: [FORMAT_OPTION],
  marksByHabit: true,
  examples: [
    { line: 'numina inbox', doc: 'the oldest first' },
    { line: 'numina inbox --json', doc: 'for a script' },
  ],
  load: () => import('../actions/inbox.ts'),
};
