import { addWallMinutes } from '../time/civil.ts';
import { zoneStar } from './booking-text.ts';
import type { Block, Cluster } from './day-lanes.ts';
import { formatTime, formatWeekday } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { fitSpans, type Span } from './spans.ts';
import { markOf, paintMark, symbolOf } from './status-symbol.ts';
import type { Style } from './style.ts';
import { alignRight, wrapParts } from './width.ts';

/** Narrower lanes cannot be read; the classes are then shown below each other. */
const NARROWEST_LANE = 20;
/** The width of `│ ` before the text of a block. */
const SIDE = 2;
/** Each line inside a block stands for this many minutes, so that long classes look long. */
const MINUTES_PER_LINE = 30;
const MOST_BLANK_LINES = 4;

/** The left edge of a row: `  18:00  `, with `▸` for the present. */
export function gutterOf(time: string, isNow: boolean, style: Style): string {
  const pointer = isNow ? glyphsOf(style).now : ' ';
  return `${pointer} ${alignRight(time, gutterWidth(style) - 4)}  `;
}

/** The width of the left edge, with room for `18:00*` or `12:30 pm*`. */
export function gutterWidth(style: Style): number {
  return style.clock === '24' ? 10 : 13;
}

/** Overlapping classes side by side, or below each other where lanes would be too narrow. */
export function renderCluster(cluster: Cluster, nowMs: number | null, style: Style): string[] {
  const room = style.width - gutterWidth(style);
  const laneWidth = Math.floor(room / cluster.laneCount);
  if (cluster.laneCount === 1 || laneWidth >= NARROWEST_LANE) {
    return renderLanes(cluster.blocks, cluster.laneCount, laneWidth, nowMs, style);
  }
  return cluster.blocks.flatMap((block) => renderLanes([{ ...block, lane: 0 }], 1, room, nowMs, style));
}

/** A row of a cluster: the start or end of a class, the present, or a row between two of these. */
interface Row {
  readonly atMs: number;
  readonly isBoundary: boolean;
}

function renderLanes(
  blocks: readonly Block[],
  laneCount: number,
  laneWidth: number,
  nowMs: number | null,
  style: Style,
): string[] {
  const { ellipsis } = glyphsOf(style);
  const textOf = new Map(blocks.map((block) => [block, detailsOf(block, laneWidth - 1 - SIDE, style)]));
  return planRows(blocks, nowMs, textOf).map((row) => {
    const isNow = row.isBoundary && row.atMs === nowMs;
    const time = row.isBoundary ? timeAt(row.atMs, isNow, blocks, style) : '';
    const lanes = Array.from({ length: laneCount }, (_, lane) => {
      const spans = laneSpans(blocks, lane, row, isNow, textOf, style);
      return fitSpans(spans, laneWidth - 1, ellipsis);
    });
    const paint = isNow ? style.paint.accent : style.paint.dim;
    return `${paint(gutterOf(time, isNow, style))}${lanes.join(' ')}`.trimEnd();
  });
}

/** A row for every start, every end and the present, and between them as many rows as the blocks need. */
function planRows(
  blocks: readonly Block[],
  nowMs: number | null,
  textOf: ReadonlyMap<Block, readonly Span[][]>,
): Row[] {
  const isRunning = ({ startMs, endMs }: Block): boolean => nowMs !== null && startMs < nowMs && nowMs < endMs;
  const edges = blocks.flatMap(({ startMs, endMs }) => [startMs, endMs]);
  if (nowMs !== null && blocks.some(isRunning)) edges.push(nowMs);
  const boundaries = [...new Set(edges)].sort((a, b) => a - b);
  const between = boundaries.map(() => 0);
  for (const block of blocks) {
    const [first, last] = [boundaries.indexOf(block.startMs), boundaries.indexOf(block.endMs)];
    const byLength = Math.floor((block.endMs - block.startMs) / 60_000 / MINUTES_PER_LINE) - 1;
    const wanted = Math.max(
      (textOf.get(block)?.length ?? 0) + (isRunning(block) ? 1 : 0),
      Math.min(byLength, MOST_BLANK_LINES),
    );
    const present = last - first - 1 + between.slice(first, last).reduce((sum, count) => sum + count, 0);
    between[first] = (between[first] ?? 0) + Math.max(0, wanted - present);
  }
  return boundaries.flatMap((atMs, index) => [
    { atMs, isBoundary: true },
    ...Array.from({ length: between[index] ?? 0 }, () => ({ atMs, isBoundary: false })),
  ]);
}

function timeAt(atMs: number, isNow: boolean, blocks: readonly Block[], style: Style): string {
  if (isNow) return formatTime(style.nowLocal, style.clock);
  const starting = blocks.find(({ startMs }) => startMs === atMs)?.booking;
  if (starting) return formatTime(starting.startsLocal, style.clock) + zoneStar(starting, style);
  const ending = blocks.find(({ endMs }) => endMs === atMs)?.booking;
  if (!ending) return '';
  return formatTime(addWallMinutes(ending.startsLocal, ending.durationMinutes), style.clock) + zoneStar(ending, style);
}

/** What a lane shows in a row: the block that begins there, runs through it, or ends there. */
function laneSpans(
  blocks: readonly Block[],
  lane: number,
  row: Row,
  isNow: boolean,
  textOf: ReadonlyMap<Block, Span[][]>,
  style: Style,
): Span[] {
  const { blockTop, blockNext, blockSide, blockEnd, dotted } = glyphsOf(style);
  const inLane = blocks.filter((block) => block.lane === lane);
  const starting = row.isBoundary ? inLane.find(({ startMs }) => startMs === row.atMs) : undefined;
  const ending = row.isBoundary ? inLane.find(({ endMs }) => endMs === row.atMs) : undefined;
  const running = inLane.find(({ startMs, endMs }) => startMs <= row.atMs && row.atMs < endMs);
  const block = starting ?? running ?? ending;
  if (!block) return [];
  const mark = markOf(block.booking, style.now);
  const side = (glyph: string): Span => ({ text: `${glyph} `, paint: (text) => paintMark(mark, text, style) });
  if (starting) return [side(ending ? blockNext : blockTop), ...titleSpans(block, style)];
  if (!running) return [{ ...side(blockEnd), text: blockEnd }];
  if (isNow)
    return [side(blockSide), { text: `${dotted.repeat(2)} now ${dotted.repeat(2)}`, paint: style.paint.accent }];
  return [side(blockSide), ...(textOf.get(block)?.shift() ?? [])];
}

function titleSpans({ booking }: Block, style: Style): Span[] {
  const mark = markOf(booking, style.now);
  const text = printable(booking.className);
  return [
    { text: `${symbolOf(mark, style)} `, paint: (bare) => paintMark(mark, bare, style) },
    mark === 'cancelled'
      ? { text, paint: (bare) => style.paint.dim(style.paint.struck(bare)) }
      : { text, paint: style.paint.strong },
  ];
}

/** The details of a class: place, teacher and source; an end on another day; a warning for each overlap. */
function detailsOf({ booking, overlaps }: Block, room: number, style: Style): Span[][] {
  const { dot } = glyphsOf(style);
  const parts = [booking.location, booking.instructor].filter((part) => part !== null).map(printable);
  if (booking.source !== 'manual') parts.push(printable(booking.source));
  const lines: Span[][] = wrapParts(parts, ` ${dot} `, room).map((text) => [{ text, paint: style.paint.dim }]);

  const endsLocal = addWallMinutes(booking.startsLocal, booking.durationMinutes);
  if (endsLocal.slice(0, 10) !== booking.startsLocal.slice(0, 10)) {
    const end = `${formatWeekday(endsLocal.slice(0, 10))} ${formatTime(endsLocal, style.clock)}`;
    lines.push([{ text: `until ${end}`, paint: style.paint.dim }]);
  }
  for (const other of overlaps) {
    lines.push([{ text: `! overlaps ${printable(other.className)}`, paint: style.paint.warn }]);
  }
  return lines;
}
