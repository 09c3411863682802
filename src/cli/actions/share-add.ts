import { readBaseUrl } from '../../accounts/access/server-address.ts';
import type { SharedCalendar } from '../../calendar/shares/share.ts';
import { addShare, type SaidShare } from '../../calendar/shares/share-service.ts';
import { toShareJson } from '../../contract/access-json.ts';
import { renderNewShare, shareRow } from '../../render/shares.ts';
import { NO_SERVER_YET } from '../access-of.ts';
import { defineAction } from '../command.ts';
import { checkedFilterOptions, requiredWord } from '../raw-options.ts';

interface Input {
  readonly said: SaidShare;
  readonly isScreen: boolean;
}

interface Added extends SharedCalendar {
  readonly url: string;
  readonly isScreen: boolean;
  readonly isKnown: boolean;
}

export const action = defineAction<Input, Added>({
  async parse(raw, { isScreen }, session) {
    const name = requiredWord(raw, 0, 'What is the calendar called?', 'For example: numina share add family');
    return { said: { name, filter: await checkedFilterOptions(raw, session) }, isScreen };
  },
  async run(session, { said, isScreen }) {
    const added = await addShare(await session.shares(), said);
    const { isKnown } = await readBaseUrl(await session.database());
    return { ...added, isScreen, isKnown };
  },
  toText: (share, style) => renderNewShare(share, share.isScreen, style),
  toJson: toShareJson,
  toPlain: (share) => [shareRow(share)],
  toNotes: ({ isKnown }) => (isKnown ? [] : [NO_SERVER_YET]),
});
