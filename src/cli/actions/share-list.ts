import type { SharedCalendar } from '../../calendar/shares/share.ts';
import { listShares } from '../../calendar/shares/share-service.ts';
import { toShareJson } from '../../contract/access-json.ts';
import { renderShares, shareRow } from '../../render/shares.ts';
import { defineAction } from '../command.ts';

export const action = defineAction<null, readonly SharedCalendar[]>({
  parse: () => null,
  run: async (session) => listShares(await session.shares()),
  toText: renderShares,
  toJson: (shares) => shares.map(toShareJson),
  toPlain: (shares) => shares.map(shareRow),
});
