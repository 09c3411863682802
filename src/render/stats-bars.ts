import type { Breakdown } from '../attendance/stats/stats.ts';
import { glyphsOf } from './glyphs.ts';
import { renderSpans, type Span } from './spans.ts';
import type { Style } from './style.ts';
import { alignLeft, alignRight, textWidth, truncate } from './width.ts';

/** One line of a bar chart: `done` of `all`. */
export interface Bar {
  readonly name: string;
  readonly done: number;
  readonly all: number;
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const WIDEST_BAR = 40;
const SHADES = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII_SHADES = [' ', '.', ':', '-', '=', '+', '*', '#', '@'];
/** The columns of one value in a strip. */
const STRIP_STRIDE = 4;

export function toBar({ booked, attended }: Breakdown, name: string): Bar {
  return { name, done: attended, all: booked };
}

/**
 * Bars of one scale within `style.width`: the name on the left, `62/70` on the right. The attended part is full, the
 * rest is shaded. Names take at most `longestName` columns.
 */
export function renderBars(bars: readonly Bar[], style: Style, longestName: number): string[] {
  const { ellipsis } = glyphsOf(style);
  const most = Math.max(1, ...bars.map(({ all }) => all));
  const names = Math.max(0, ...bars.map(({ name }) => textWidth(name)));
  const nameWidth = Math.min(longestName, names);
  const counts = bars.map(({ done, all }) => `${done}/${all}`);
  const countWidth = Math.max(...counts.map((count) => count.length));
  const room = Math.max(1, Math.min(WIDEST_BAR, style.width - nameWidth - countWidth - 4));
  return bars.map((bar, index) => {
    const spans: Span[] = [
      { text: `${alignLeft(truncate(bar.name, nameWidth, ellipsis), nameWidth)}  ` },
      ...barSpans(bar, room / most, room, style),
      { text: `  ${alignRight(counts[index] ?? '', countWidth)}`, paint: style.paint.dim },
    ];
    return renderSpans(spans, style.width, ellipsis);
  });
}

function barSpans({ done, all }: Bar, scale: number, room: number, style: Style): Span[] {
  const full = barOf(done * scale, style);
  const rest = Math.max(0, Math.round(all * scale) - full.length);
  return [
    { text: full, paint: style.paint.good },
    { text: (style.unicode ? '░' : '.').repeat(rest), paint: style.paint.dim },
    { text: ' '.repeat(Math.max(0, room - full.length - rest)) },
  ];
}

/** A bar of this many columns, exact to an eighth. Any value above 0 is visible. */
export function barOf(columns: number, style: Style): string {
  if (columns <= 0) return '';
  if (!style.unicode) return '#'.repeat(Math.max(1, Math.round(columns)));
  const eighths = Math.max(1, Math.round(columns * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

/** A value of a strip under its heading. */
export interface StripCell {
  readonly head: string;
  readonly value: number;
}

/** Values as a line of heights, with headings above and numbers below. Where not all fit, the last ones are shown. */
export function renderSparkStrip(cells: readonly StripCell[], style: Style): string[] {
  const shown = cells.slice(-Math.floor(style.width / STRIP_STRIDE));
  const most = Math.max(1, ...shown.map(({ value }) => value));
  const shades = style.unicode ? SHADES : ASCII_SHADES;
  const line = (cell: (each: StripCell) => string) =>
    shown
      .map((each) => alignRight(cell(each), STRIP_STRIDE))
      .join('')
      .trimEnd();
  const shadeOf = (value: number) => (shades[Math.ceil((value / most) * 8)] ?? '').repeat(2);
  return [
    style.paint.dim(line(({ head }) => head)),
    style.paint.good(line(({ value }) => shadeOf(value))),
    line(({ value }) => (value === 0 ? '' : `${value}`)),
  ];
}
