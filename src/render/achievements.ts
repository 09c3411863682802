import type { Achievement } from '../attendance/achievements/achievements.ts';
import { formatFullDay } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { renderSpans, type Span, spansWidth } from './spans.ts';
import { barOf } from './stats-bars.ts';
import { symbolOf } from './status-symbol.ts';
import type { Style } from './style.ts';
import { alignLeft, alignRight, textWidth, wrapText } from './width.ts';

const BAR_WIDTH = 10;
/** `Tue 24 Nov 2026`. */
const DAY_WIDTH = 15;
/** The column of the description. On narrower terminals it is on a line of its own. */
const COLUMN = 47;
const ROOMY = 72;

/** Earned achievements, the latest first; then open ones, the nearest first. */
export function renderAchievements(achievements: readonly Achievement[], style: Style): string {
  const earned = achievements.filter(({ earnedAt }) => earnedAt !== null);
  const open = achievements.filter(({ earnedAt }) => earnedAt === null);
  const names = Math.max(...achievements.map(({ title }) => textWidth(title)));
  const latestFirst = [...earned].sort((a, b) => instantOf(b) - instantOf(a));
  const nearestFirst = [...open].sort((a, b) => b.progress / b.goal - a.progress / a.goal);
  const lines = [style.paint.strong(`${earned.length} of ${achievements.length} achievements`)];
  if (earned.length > 0) lines.push('', ...latestFirst.flatMap((each) => renderEarned(each, names, style)));
  if (open.length > 0) lines.push('', ...nearestFirst.flatMap((each) => renderOpen(each, names, style)));
  return lines.join('\n');
}

/** A first import may earn a dozen at once. With more than this, only the titles are shown. */
const MOST_TOLD = 4;

/** A note about newly earned achievements: `✓ Century: Attend 100 classes`. */
export function renderNewlyEarned(achievements: readonly Achievement[], style: Style): string {
  if (achievements.length > MOST_TOLD) {
    const titles = achievements.map(({ title }) => title).join(', ');
    return wrapText(`${symbolOf('attended', style)} ${achievements.length} achievements: ${titles}`, style.width).join(
      '\n',
    );
  }
  return achievements
    .map(({ title, description }) =>
      renderSpans(
        [
          { text: `${symbolOf('attended', style)} `, paint: style.paint.good },
          { text: title, paint: style.paint.strong },
          { text: `: ${description}` },
        ],
        style.width,
        glyphsOf(style).ellipsis,
      ),
    )
    .join('\n');
}

/** When it was earned, as an instant, since classes are in several zones. */
function instantOf({ earnedAt }: Achievement): number {
  return Date.parse(earnedAt ?? '');
}

function renderEarned({ title, description, earnedAt }: Achievement, names: number, style: Style): string[] {
  const spans: Span[] = [
    { text: `${symbolOf('attended', style)} `, paint: style.paint.good },
    { text: alignLeft(title, names), paint: style.paint.strong },
    { text: `  ${alignRight(formatFullDay((earnedAt ?? '').slice(0, 10)), DAY_WIDTH)}` },
  ];
  return withDescription(spans, description, style);
}

function renderOpen({ title, description, progress, goal }: Achievement, names: number, style: Style): string[] {
  const full = barOf((progress / goal) * BAR_WIDTH, style);
  const rest = (style.unicode ? '░' : '.').repeat(BAR_WIDTH - full.length);
  const bar: Span[] = [
    { text: full, paint: style.paint.accent },
    { text: rest, paint: style.paint.dim },
    { text: '  ' },
  ];
  const spans: Span[] = [
    { text: `  ${alignLeft(title, names)}  ` },
    ...(style.width < ROOMY ? [] : bar),
    { text: `${progress}/${goal}` },
  ];
  return withDescription(spans, description, style);
}

/** Adds the description: in its own column where there is room, else on the next line. */
function withDescription(spans: readonly Span[], description: string, style: Style): string[] {
  const { ellipsis } = glyphsOf(style);
  const told: Span = { text: description, paint: style.paint.dim };
  if (style.width < ROOMY) {
    return [renderSpans(spans, style.width, ellipsis), renderSpans([{ text: '    ' }, told], style.width, ellipsis)];
  }
  const gap = ' '.repeat(Math.max(2, COLUMN - spansWidth(spans)));
  return [renderSpans([...spans, { text: gap }, told], style.width, ellipsis)];
}
