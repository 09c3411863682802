import { buildHeatGrid, type HeatDay, type HeatMap, type HeatWeek, heatTotals } from '../attendance/stats/heat-grid.ts';
import { formatCount, formatMonthName, formatWeekday } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { renderSpans, type Span } from './spans.ts';
import { periodTitle } from './stats.ts';
import { flow } from './streak.ts';
import type { Style } from './style.ts';

/** The width of `Mon `. */
const GUTTER = 4;
/** The width of a month name and a blank. */
const MONTH_LABEL = 4;

/** For no class, one, two, three or more. Darker means more, so the map can be read without colour. */
const SHADES = { unicode: ['·', '▒', '▓', '█'], ascii: ['.', 'o', 'O', '#'] } as const;
const PAUSED = { unicode: '‖', ascii: '=' } as const;

/** A year as columns of weeks, one character per day. Split into several blocks where it is too wide. */
export function renderHeatmap(map: HeatMap, style: Style): string {
  const { dot, dash, ellipsis } = glyphsOf(style);
  const weeks = buildHeatGrid(map);
  const totals = heatTotals(map);
  const title: Span = { text: periodTitle(map.period, dash), paint: style.paint.strong };
  const counts = `${formatCount(totals.classes, 'class', 'classes')} on ${formatCount(totals.days, 'day')}`;
  const isOneLine = `${title.text} ${dot} ${counts}`.length <= style.width;
  const heading: Span[][] = isOneLine ? [[title, { text: ` ${dot} ${counts}` }]] : [[title], [{ text: counts }]];
  return [
    ...heading.map((line) => renderSpans(line, style.width, ellipsis)),
    ...splitWeeks(weeks, style).flatMap((block) => ['', ...renderBlock(block, strideFor(weeks, style), map, style)]),
    '',
    ...renderLegend(weeks, style),
  ].join('\n');
}

/**
 * The width of a cell. A blank after each day makes cells square; it is left out where it would need a second block.
 */
function strideFor(weeks: readonly HeatWeek[], style: Style): number {
  return GUTTER + weeks.length * 2 <= style.width ? 2 : 1;
}

/** Splits the weeks into as few blocks as possible, all about equally long. */
function splitWeeks(weeks: readonly HeatWeek[], style: Style): (readonly HeatWeek[])[] {
  const room = Math.max(1, Math.floor((style.width - GUTTER) / strideFor(weeks, style)));
  const blocks = Math.ceil(weeks.length / room);
  const length = Math.ceil(weeks.length / blocks);
  return Array.from({ length: blocks }, (_, index) => weeks.slice(index * length, (index + 1) * length));
}

function renderBlock(weeks: readonly HeatWeek[], stride: number, map: HeatMap, style: Style): string[] {
  const rows = Array.from({ length: 7 }, (_, row) => {
    const label = formatWeekday(weeks[0]?.days[row]?.date ?? dateOfRow(weeks, row)).padEnd(GUTTER);
    const cells = weeks.map((week) => renderDay(week.days[row] ?? null, stride, map, style)).join('');
    return (style.paint.dim(label) + cells).trimEnd();
  });
  return [style.paint.dim(renderMonths(weeks, stride)), ...rows];
}

function dateOfRow(weeks: readonly HeatWeek[], row: number): string {
  return weeks.find((week) => week.days[row])?.days[row]?.date ?? '';
}

/** The month names, each above its first week. The rest of a month at the beginning has none where the next needs the room. */
function renderMonths(weeks: readonly HeatWeek[], stride: number): string {
  let line = ' '.repeat(GUTTER);
  for (const [index, { beginsMonth }] of weeks.entries()) {
    const column = GUTTER + index * stride;
    const next = weeks.findIndex((week, other) => other > index && week.beginsMonth !== null);
    const end = next === -1 ? weeks.length * stride + 1 : next * stride;
    const fits = index * stride + MONTH_LABEL <= end;
    if (beginsMonth === null || line.trimEnd().length >= column || !fits) continue;
    line = line.padEnd(column) + formatMonthName(beginsMonth).slice(0, MONTH_LABEL - 1);
  }
  return line.trimEnd();
}

function renderDay(day: HeatDay | null, stride: number, map: HeatMap, style: Style): string {
  if (day === null || day.isFuture) return ' '.repeat(stride);
  const paint = day.date === map.today ? style.paint.marked : day.level > 0 ? style.paint.good : style.paint.dim;
  return paint(signOf(day, style)) + ' '.repeat(stride - 1);
}

function signOf({ level, isPaused }: Pick<HeatDay, 'level' | 'isPaused'>, style: Style): string {
  const set = style.unicode ? 'unicode' : 'ascii';
  return isPaused ? PAUSED[set] : SHADES[set][level];
}

function renderLegend(weeks: readonly HeatWeek[], style: Style): string[] {
  const hasPause = weeks.some(({ days }) => days.some((day) => day?.isPaused && !day.isFuture));
  const item = (level: HeatDay['level'], words: string): Span[] => [
    { text: signOf({ level, isPaused: false }, style), paint: level > 0 ? style.paint.good : style.paint.dim },
    { text: ` ${words}` },
  ];
  const paused: Span[] = [{ text: `${signOf({ level: 0, isPaused: true }, style)} paused`, paint: style.paint.dim }];
  const items = [
    item(0, 'none'),
    item(1, '1 class'),
    item(2, '2'),
    item(3, '3 or more'),
    ...(hasPause ? [paused] : []),
  ];
  return flow(items, style, 0);
}
