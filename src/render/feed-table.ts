import { type Feed, placeOf } from '../intake/feeds/feed.ts';
import type { FeedListing } from '../intake/feeds/feed-service.ts';
import type { FeedState } from '../intake/feeds/feed-store.ts';
import type { WallTimeAt } from './booking-text.ts';
import { formatCount, formatMoment } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { wrapParts, wrapText } from './width.ts';

const COLUMNS: readonly Column[] = [
  { head: 'FEED', min: 6, most: 30 },
  { head: 'WHERE', min: 10, most: 40, keep: 0 },
  { head: 'CLASSES', align: 'right', keep: 1 },
  { head: 'ASKED', keep: 2 },
  { head: 'RESULT', min: 20, most: 70 },
];

/** A table of feeds, in the given order, and below it the errors. */
export function renderFeeds(rows: readonly FeedListing[], wallTimeAt: WallTimeAt, style: Style): string {
  if (rows.length === 0) {
    const next = 'Name one: numina sync add studio https://studio.example/ana/classes.ics';
    return ['No feeds.', ...wrapText(next, style.width).map(style.paint.dim)].join('\n');
  }
  const { paint } = style;
  const table = renderTable(
    COLUMNS,
    rows.map(({ feed, events, state }) => [
      { text: printable(feed.name), paint: paint.strong },
      printable(placeOf(feed)),
      state?.syncedAt == null ? '' : String(events),
      state === null ? 'never' : formatMoment(wallTimeAt(new Date(state.triedAt), style.homeZone), style),
      state === null ? 'numina sync asks it' : resultOf(state, style),
    ]),
    style,
  );
  // An error is too long for a column and must not be cut, so it is shown below the table.
  const failed = rows.flatMap(({ feed, state }) => (state?.hasFailed ? [{ feed, reason: state.result }] : []));
  const lines = failed.flatMap(({ feed, reason }) => wrapText(printable(`${feed.name}: ${reason}`), style.width));
  const waiting = rows.flatMap(({ feed, waiting: count }) => {
    if (count === 0) return [];
    const text = `${feed.name}: ${formatCount(count, 'mail waits', 'mails wait')} for your decision: numina mail waiting`;
    return wrapText(printable(text), style.width);
  });
  return [table, ...lines.map(paint.bad), ...waiting.map(paint.dim)].join('\n');
}

function resultOf({ result, hasFailed, failures }: FeedState, { paint }: Style) {
  if (!hasFailed) return printable(result);
  return { text: failures === 1 ? 'failed' : `failed ${failures} times`, paint: paint.bad };
}

/** Reports a change of a feed: `Added studio · studio.example`, and what follows from it. */
export function renderFeedChange(feed: Feed, verb: string, next: string, style: Style): string {
  const { dot } = glyphsOf(style);
  const head = wrapParts([`${verb} ${printable(feed.name)}`, printable(placeOf(feed))], ` ${dot} `, style.width);
  return [...head, ...wrapText(next, style.width).map(style.paint.dim)].join('\n');
}
