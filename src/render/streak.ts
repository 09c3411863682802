import type { Streak } from '../attendance/streak/streak.ts';
import type { StreakExplanation, StreakWeek } from '../attendance/streak/streak-explanation.ts';
import type { StreakClass, StreakView } from '../attendance/streak/streak-view.ts';
import { formatCount, formatDay, formatWeekday } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { renderEnds, renderSpans, type Span, spansWidth } from './spans.ts';
import { paintMark, symbolOf } from './status-symbol.ts';
import { type Style, todayOf } from './style.ts';
import { alignRight, truncate, wrapText } from './width.ts';

/** A wider strip would show weeks that nobody looks at. */
const WIDEST = 120;
const LABEL_WIDTH = 5;
const WEEK_WIDTH = 4;
/** The width of ` │ at risk`. */
const OPEN_WEEK_WIDTH = 10;
const NAME_WIDTH = 24;
/** The most unmarked classes that are named; more are only counted. */
const NAMED_UNMARKED = 3;

/** The streaks: past weeks, this week, and what is needed to continue. */
export function renderStreak(view: StreakView, style: Style): string {
  const fitted = { ...style, width: Math.min(style.width, WIDEST) };
  return [
    ...renderSummary(view.explanation, fitted),
    ...renderNext(view, fitted),
    ...renderWhatIf(view, fitted),
    '',
    ...renderDayStreak(view.explanation.streaks.day, fitted),
    ...view.types.flatMap(({ type, explanation }) => renderTypeStreak(type, explanation, fitted)),
  ].join('\n');
}

function renderSummary({ streaks, weeks }: StreakExplanation, style: Style): string[] {
  const { dot, ellipsis } = glyphsOf(style);
  const behind = Math.floor((style.width - LABEL_WIDTH - OPEN_WEEK_WIDTH) / WEEK_WIDTH);
  const past = weeks.slice(0, -1).slice(-behind);
  const open = weeks.at(-1);
  const goal: Span = { text: ` ${dot} goal ${formatCount(streaks.week.target, 'day')}`, paint: style.paint.dim };
  const heading = [...standing(streaks.week, 'week', style), goal];
  const stripWidth = LABEL_WIDTH + past.length * WEEK_WIDTH + OPEN_WEEK_WIDTH;
  const hasPause = past.some(({ pausedDays }) => pausedDays > 0) || (open !== undefined && isPartlyPaused(open));
  const legend = hasPause ? [pausedLegend(style)] : [];
  const room = Math.max(stripWidth, spansWidth(heading) + 2 + spansWidth(legend));
  const fits = room <= style.width;
  const first = renderEnds(heading, fits ? legend : [], fits ? room : style.width, ellipsis);
  return open ? [first, ...renderStrip(past, open, streaks.week, style)] : [first];
}

/** `10 weeks · best 14`. */
function standing(streak: Streak, unit: 'day' | 'week', style: Style): Span[] {
  const paint = streak.current > 0 ? style.paint.strong : style.paint.dim;
  return [
    { text: formatCount(streak.current, unit), paint },
    { text: ` ${glyphsOf(style).dot} best ${streak.longest}` },
  ];
}

function pausedLegend(style: Style): Span {
  return { text: `${symbolOf('paused', style)} paused`, paint: (text) => paintMark('paused', text, style) };
}

function renderStrip(past: readonly StreakWeek[], open: StreakWeek, week: Streak, style: Style): string[] {
  const bar = style.paint.dim(glyphsOf(style).blockSide);
  const line = (label: string, cell: (week: StreakWeek) => string, last: string) =>
    `${style.paint.dim(label.padEnd(LABEL_WIDTH))}${past.map(cell).join('')} ${bar} ${last}`;
  const daysOf = ({ attendedDays, needed }: StreakWeek) =>
    attendedDays === 0 && needed === 0 ? '' : `${attendedDays}`;
  const today = `${open.attendedDays}/${open.needed}${isPartlyPaused(open) ? ` ${symbolOf('paused', style)}` : ''}`;
  return [
    line('week', ({ week: number }) => style.paint.dim(alignRight(`${number}`, WEEK_WIDTH)), `${open.week}`),
    line('days', (each) => alignRight(daysOf(each), WEEK_WIDTH), open.needed === 0 ? `${open.attendedDays}` : today),
    line('', (each) => weekMark(each, style), openWord(open, week, style)),
  ];
}

function weekMark({ outcome, pausedDays }: StreakWeek, style: Style): string {
  const mark = outcome === 'met' ? 'attended' : outcome === 'missed' ? 'no_show' : 'paused';
  // A week with a pause shows the mark of the pause, even where the week counts like any other.
  const isToldBeside = pausedDays > 0 && mark !== 'paused';
  const cell = (isToldBeside ? symbolOf('paused', style) : '') + symbolOf(mark, style);
  return ' '.repeat(WEEK_WIDTH - cell.length) + paintMark(mark, cell, style);
}

function isPartlyPaused({ pausedDays }: StreakWeek): boolean {
  return pausedDays > 0 && pausedDays < 7;
}

function openWord(open: StreakWeek, { state }: Streak, style: Style): string {
  if (open.outcome === 'met') return paintMark('attended', `${symbolOf('attended', style)} met`, style);
  if (open.outcome === 'neutral') return paintMark('paused', 'paused', style);
  if (state === 'at_risk') return style.paint.warn('at risk');
  return style.paint.accent(state === 'pending' ? 'pending' : 'open');
}

/** What is needed to keep or begin a streak, and the booked classes that would be enough. */
function renderNext({ explanation, planned }: StreakView, style: Style): string[] {
  const { streaks, asks, weeks } = explanation;
  if (asks.week === null) return ['Nothing more is asked: the pause has no end.'];
  const { days, by } = asks.week;
  const open = weeks.at(-1);
  const day = formatDay(by, todayOf(style));
  const isNextWeek = open?.outcome !== 'open';
  const more = open !== undefined && !isNextWeek && open.attendedDays > 0 ? 'more ' : '';
  const count = `${days} ${more}${days === 1 ? 'day' : 'days'} by ${day}`;
  const start = streaks.week.current === 0 ? `${count} to start a streak` : count;
  const lead: Span =
    streaks.week.state === 'at_risk'
      ? { text: `At risk: ${start}`, paint: style.paint.warn }
      : { text: isNextWeek ? `Next: ${start}` : start };
  if (planned.length === 0) return wrapText(lead.text, style.width).map((line) => lead.paint?.(line) ?? line);
  const spare = planned.length - days;
  const verdict = spare > 0 ? `(${spare} spare)` : spare < 0 ? `(${-spare} more to book)` : '';
  const items = planned.map((each) => classSpans(each, style));
  return flow(
    [[{ ...lead, text: `${lead.text}:` }], ...items, ...(verdict ? [[{ text: verdict, paint: style.paint.dim }]] : [])],
    style,
  );
}

function classSpans({ className, startsLocal }: StreakClass, style: Style): Span[] {
  return [
    { text: `${symbolOf('booked', style)} `, paint: (text) => paintMark('booked', text, style) },
    { text: dayAndName(className, startsLocal, style) },
  ];
}

function dayAndName(className: string, startsLocal: string, style: Style): string {
  const name = truncate(printable(className), NAME_WIDTH, glyphsOf(style).ellipsis);
  return `${formatWeekday(startsLocal.slice(0, 10))} ${name}`;
}

/** What would change if the unmarked classes were marked as attended; empty where nothing would. */
function renderWhatIf({ explanation, unmarked, ifUnmarkedAttended }: StreakView, style: Style): string[] {
  if (ifUnmarkedAttended === null) return [];
  const [now, then] = [explanation.streaks, ifUnmarkedAttended.streaks];
  const [week, weekThen] = [explanation.weeks.at(-1), ifUnmarkedAttended.weeks.at(-1)];
  const gains = [
    then.week.current === now.week.current ? '' : formatCount(then.week.current, 'week'),
    weekThen && week && weekThen.attendedDays !== week.attendedDays && weekThen.needed > 0
      ? `${weekThen.attendedDays}/${weekThen.needed} this week`
      : '',
    then.day.current === now.day.current ? '' : `${formatCount(then.day.current, 'day')} in a row`,
  ].filter((gain) => gain !== '');
  if (gains.length === 0) return [];
  const were = unmarked.length === 1 ? 'was' : 'were';
  const named = unmarked.map(({ className, startsLocal }) => dayAndName(className, startsLocal, style)).join(', ');
  const which = unmarked.length > NAMED_UNMARKED ? `the ${unmarked.length} unmarked classes` : named;
  const sentence = `? ${gains.join(', ')} if ${which} ${were} attended: numina inbox`;
  return wrapText(sentence, style.width).map((line) => paintMark('unmarked', line, style));
}

/** `2 days · best 6 · next by Wed 25 Nov`. */
function renderDayStreak(day: Streak, style: Style): string[] {
  const { dot, ellipsis } = glyphsOf(style);
  const due = day.deadline === null ? '' : formatDay(day.deadline, todayOf(style));
  const next = day.state === 'at_risk' ? 'at risk: ends today without a class' : `next by ${due}`;
  const spans = standing(day, 'day', style);
  if (due !== '') {
    spans.push({ text: ` ${dot} ${next}`, paint: day.state === 'at_risk' ? style.paint.warn : style.paint.dim });
  }
  return [renderSpans(spans, style.width, ellipsis)];
}

/** `yoga: 4 weeks · best 6 · 1/1 this week`. */
function renderTypeStreak(type: string, { streaks, weeks }: StreakExplanation, style: Style): string[] {
  const { dot, ellipsis } = glyphsOf(style);
  const open = weeks.at(-1);
  const thisWeek =
    open === undefined || open.needed === 0 ? '' : ` ${dot} ${open.attendedDays}/${open.needed} this week`;
  const spans = [{ text: `${printable(type)}: ` }, ...standing(streaks.week, 'week', style), { text: thisWeek }];
  return [renderSpans(spans, style.width, ellipsis)];
}

/** Puts groups of spans on lines, separated by two blanks. All lines except the first begin with `indent` blanks. */
export function flow(groups: readonly (readonly Span[])[], style: Style, indent = 2): string[] {
  const { ellipsis } = glyphsOf(style);
  const lines: Span[][] = [];
  for (const group of groups) {
    const line = lines.at(-1);
    if (line && spansWidth(line) + 2 + spansWidth(group) <= style.width) line.push({ text: '  ' }, ...group);
    else lines.push([...(line ? [{ text: ' '.repeat(indent) }] : []), ...group]);
  }
  return lines.map((line) => renderSpans(line, style.width, ellipsis));
}
