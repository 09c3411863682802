import type { StreakExplanation, StreakWeek } from '../attendance/streak/streak-explanation.ts';
import type { StreakClass, StreakView } from '../attendance/streak/streak-view.ts';
import { addDays, type LocalDate } from '../time/civil.ts';
import { formatCount, formatDateRange, formatDay, formatWeekday } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { type Span, spansWidth } from './spans.ts';
import { paintMark, symbolOf } from './status-symbol.ts';
import { flow, renderStreak } from './streak.ts';
import { type Style, todayOf } from './style.ts';
import { truncate, wrapText } from './width.ts';

const NAME_WIDTH = 20;
/** From this width on, weeks show their dates. */
const ROOMY = 60;

/**
 * The streaks and the classes in them, by week and by day. `attended` has at least the attended classes of the
 * explanation's `weekDates` and `dayDates` and of this week, sorted by start.
 */
export function renderExplainedStreak(view: StreakView, attended: readonly StreakClass[], style: Style): string {
  const classes = byDate(attended);
  return [
    renderStreak(view, style),
    '',
    ...renderWeeks(view, classes, style),
    '',
    ...renderDays(view.explanation, classes, style),
  ].join('\n');
}

type ClassesByDate = ReadonlyMap<LocalDate, readonly StreakClass[]>;

function byDate(classes: readonly StreakClass[]): ClassesByDate {
  const dates = new Map<LocalDate, StreakClass[]>();
  for (const each of classes) {
    const date = each.startsLocal.slice(0, 10);
    dates.set(date, [...(dates.get(date) ?? []), each]);
  }
  return dates;
}

function renderWeeks(
  { explanation: { streaks, weeks }, targetChanges = [] }: StreakView,
  classes: ClassesByDate,
  style: Style,
): string[] {
  const { current, target } = streaks.week;
  const lastMissed = weeks.findLastIndex(({ outcome }) => outcome === 'missed');
  const carrying = weeks.slice(lastMissed + 1);
  const ended = weeks[lastMissed];
  const since = (ended ?? carrying[0])?.startsOn ?? '';
  const changes = targetChanges.filter(({ from }) => from >= since);
  const isSame = new Set(carrying.map(({ target: asked }) => asked)).size <= 1;
  const heading =
    current === 0
      ? 'No week counts yet.'
      : `${formatCount(current, 'week')}, each with ${isSame ? attendedDays(target) : 'as many attended days as it asked for'} or more:`;
  const lines = carrying.flatMap((week) => renderWeek(week, classes, style));
  if (ended !== undefined) {
    const from = formatDay(ended.startsOn, todayOf(style));
    const broke = `Before it, week ${ended.week} (from ${from}) had only ${ended.attendedDays}/${ended.needed} days.`;
    lines.push(...wrapText(broke, style.width).map(style.paint.dim));
  }
  for (const { from, target: then, before } of changes) {
    const change = `From ${formatDay(from, todayOf(style))} on a week asks for ${attendedDays(then)}; before, for ${before}.`;
    lines.push(...wrapText(change, style.width).map(style.paint.dim));
  }
  return [...wrapText(heading, style.width), ...lines];
}

function attendedDays(target: number): string {
  return target === 1 ? 'an attended day' : `${target} attended days`;
}

function renderWeek(week: StreakWeek, classes: ClassesByDate, style: Style): string[] {
  const { dash } = glyphsOf(style);
  const to = addDays(week.startsOn, 6);
  const days = week.needed === 0 ? symbolOf('paused', style) : `${week.attendedDays}/${week.needed}`;
  const paint = week.outcome === 'met' ? style.paint.good : style.paint.dim;
  const label: Span[] = [
    { text: `  W${String(week.week).padEnd(3)}`, paint: style.paint.dim },
    { text: style.width < ROOMY ? '' : weekDates(week.startsOn, to, dash).padEnd(15) },
    { text: days.padStart(4), paint },
  ];
  const dates = [...classes.keys()].filter((date) => week.startsOn <= date && date <= to);
  const items = dates.map((date) => attendedSpans(formatWeekday(date), classes.get(date) ?? [], style));
  const isPartlyPaused = week.needed > 0 && week.pausedDays > 0;
  const isQuiet = week.needed === 0 && dates.length === 0;
  const note = isPartlyPaused ? '(partly paused)' : isQuiet ? 'paused' : week.outcome === 'open' ? '(this week)' : '';
  return flow(
    [label, ...items, ...(note === '' ? [] : [[{ text: note, paint: style.paint.dim }]])],
    style,
    spansWidth(label) + 2,
  );
}

/** `16–22 Nov`, `28 Sep – 4 Oct`. */
function weekDates(from: LocalDate, to: LocalDate, dash: string): string {
  return formatDateRange(from, to, dash).replace(/ \d{4}\b/g, '');
}

function renderDays({ streaks, dayDates }: StreakExplanation, classes: ClassesByDate, style: Style): string[] {
  if (streaks.day.current === 0) return wrapText('No day in a row counts now.', style.width);
  const items = dayDates.map((date) => attendedSpans(formatDay(date, todayOf(style)), classes.get(date) ?? [], style));
  return [`${formatCount(streaks.day.current, 'day')} in a row:`, ...flow([[{ text: '' }], ...items], style)];
}

function attendedSpans(day: string, classes: readonly StreakClass[], style: Style): Span[] {
  const names = classes.map(({ className }) => truncate(printable(className), NAME_WIDTH, glyphsOf(style).ellipsis));
  return [
    { text: `${symbolOf('attended', style)} `, paint: (text) => paintMark('attended', text, style) },
    { text: `${day} ${names.join(' + ')}`.trimEnd() },
  ];
}
