import type { SharedCalendar } from '../../calendar/shares/share.ts';
import { removeShare } from '../../calendar/shares/share-service.ts';
import { toShareJson } from '../../contract/access-json.ts';
import { renderAccessChange } from '../../render/access.ts';
import { shareRow } from '../../render/shares.ts';
import { defineAction } from '../command.ts';
import { requiredWord } from '../raw-options.ts';

interface Input {
  readonly name: string;
}

export const action = defineAction<Input, SharedCalendar>({
  parse: (raw) => ({ name: requiredWord(raw, 0, 'Which calendar?', 'numina share list shows their names.') }),
  run: async (session, { name }) => removeShare(await session.shares(), name),
  toText: ({ name }, style) =>
    renderAccessChange(`No longer shared: ${name}`, 'Its address leads nowhere from now on.', style),
  toJson: toShareJson,
  toPlain: (share) => [shareRow(share)],
});
