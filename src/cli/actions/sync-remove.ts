import { toRemovedFeedJson } from '../../contract/intake-json.ts';
import { type RemovedFeed, removeFeed } from '../../intake/feeds/feed-service.ts';
import { renderFeedChange } from '../../render/feed-table.ts';
import { formatCount } from '../../render/format.ts';
import { defineAction } from '../command.ts';
import { hasFlag, requiredWord } from '../raw-options.ts';

interface Input {
  readonly name: string;
  readonly keepBookings: boolean;
}

export const action = defineAction<Input, RemovedFeed>({
  parse: (raw) => ({
    name: requiredWord(raw, 0, 'Which feed?', 'numina sync list shows them.'),
    keepBookings: hasFlag(raw, 'keepBookings'),
  }),
  run: async (session, { name, keepBookings }) => removeFeed(await session.bookings(), name, keepBookings),
  toText({ feed, bookings: { length: count }, waiting }, style) {
    const went = count === 0 ? 'No booking went with it.' : `${formatCount(count, 'booking')} went with it.`;
    const mails = waiting === 0 ? '' : ` ${formatCount(waiting, 'mail')} that waited went too.`;
    return renderFeedChange(feed, 'Removed', `${went}${mails} numina undo brings it back.`, style);
  },
  toJson: toRemovedFeedJson,
  toPlain: ({ feed, bookings }) => [[feed.name, String(bookings.length)]],
});
