import type { Period } from '../attendance/stats/period.ts';
import type { Breakdown, Stats, Totals } from '../attendance/stats/stats.ts';
import { addMonths, endOfMonth, type LocalDate, startOfMonth } from '../time/civil.ts';
import { sourceName } from './booking-text.ts';
import { formatCount, formatDateRange, formatDay, formatMoney, formatMonthName } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { type EmptyReason, renderNothing } from './hints.ts';
import { printable } from './printable.ts';
import { renderBars, renderSparkStrip, toBar } from './stats-bars.ts';
import { type Style, todayOf } from './style.ts';
import { alignLeft, textWidth, wrapText } from './width.ts';

/** Wider bars would not show more. */
const WIDEST = 160;
/** From this width on, the breakdowns have two columns. */
const TWO_COLUMNS = 110;
const GUTTER = 4;
/** The most lines of a breakdown; others are counted. */
const MOST_LINES = 7;
const LONGEST_NAME = 18;

/** Why there may be nothing to show, and the number of coming bookings. */
export interface StatsAside extends EmptyReason {
  readonly ahead?: number;
}

/** Totals of the past, their breakdowns, and what the classes cost. Coming classes are counted apart. */
export function renderStats(stats: Stats, style: Style, { ahead = 0, ...reason }: StatsAside = {}): string {
  if (stats.totalBooked + ahead === 0) return renderNothing('No classes', style, reason);
  const fitted = { ...style, width: Math.min(style.width, WIDEST) };
  const isWide = fitted.width >= TWO_COLUMNS;
  const columnWidth = isWide ? Math.floor((fitted.width - GUTTER) / 2) : fitted.width;
  const sections = renderSections(stats, { ...fitted, width: columnWidth });
  const body = isWide ? besides(sections, columnWidth) : sections.flatMap((section) => ['', ...section]);
  return [
    ...renderHead(stats, ahead, fitted),
    ...renderMonths(stats, fitted),
    ...body,
    ...renderMoney(stats, fitted),
  ].join('\n');
}

function renderHead(stats: Stats, ahead: number, style: Style): string[] {
  const { dot, dash } = glyphsOf(style);
  const title = stats.period === null ? 'All classes' : periodTitle(stats.period, dash);
  const last = stats.lastAttendedDate;
  const facts = [
    stats.totalBooked === 0 ? 'Nothing yet' : `${stats.totalAttended} attended of ${stats.totalBooked} booked`,
    rateOf(stats),
    ...(stats.totalBooked === 0
      ? []
      : [`${stats.totalCancelled} cancelled`, formatCount(stats.totalNoShow, 'no-show')]),
  ];
  const runs = [
    `${formatCount(stats.currentWeekStreak, 'week')} in a row (best ${stats.longestWeekStreak})`,
    `${formatCount(stats.currentStreak, 'day')} in a row (best ${stats.longestStreak})`,
    ...(last === null ? [] : [`last on ${formatDay(last, todayOf(style))}`]),
  ];
  return [
    style.paint.strong(title),
    ...joined(facts, dot, style),
    ...(ahead === 0 ? [] : wrapText(`${ahead} more booked, still to come`, style.width)),
    ...renderComparison(stats, style),
    ...joined(runs, dot, style).map(style.paint.dim),
  ];
}

/** `93 % came`; empty where no class was attended or missed. */
function rateOf({ attendanceRate }: Totals): string {
  return attendanceRate === null ? '' : `${percent(attendanceRate)} came`;
}

/** A rate in percent. 100 % only where nothing was missed. */
function percent(rate: number): string {
  return `${rate < 1 ? Math.min(99, Math.round(rate * 100)) : 100} %`;
}

function renderComparison({ totalAttended, previous }: Stats, style: Style): string[] {
  if (previous === null) return [];
  const { dash } = glyphsOf(style);
  const difference = totalAttended - previous.totalAttended;
  const then = periodTitle(previous, dash);
  const rate = previous.attendanceRate === null ? '' : `, ${percent(previous.attendanceRate)} came`;
  const change =
    difference === 0 ? 'As many as' : `${Math.abs(difference)} ${difference > 0 ? 'more' : 'fewer'} attended than`;
  const paint = difference > 0 ? style.paint.good : difference < 0 ? style.paint.warn : style.paint.dim;
  return wrapText(`${change} in ${then} (${previous.totalAttended}${rate})`, style.width).map(paint);
}

/** `2026`, `November 2026`, or the two dates. */
export function periodTitle({ from, to }: Period, dash: string): string {
  const year = from.slice(0, 4);
  if (from === `${year}-01-01` && to === `${year}-12-31`) return year;
  if (from === startOfMonth(from) && to === endOfMonth(from)) return `${formatMonthName(from)} ${year}`;
  return formatDateRange(from, to, dash);
}

/** Facts in lines. Lines are broken only between facts. */
function joined(facts: readonly string[], dot: string, style: Style): string[] {
  const lines: string[] = [];
  for (const fact of facts.filter((each) => each !== '')) {
    const longer = `${lines.at(-1)} ${dot} ${fact}`;
    if (lines.length > 0 && textWidth(longer) <= style.width) lines[lines.length - 1] = longer;
    else lines.push(...wrapText(fact, style.width));
  }
  return lines;
}

/** Attended classes by month; empty for a single month. */
function renderMonths({ byMonth, totalAttended }: Stats, style: Style): string[] {
  if (totalAttended === 0) return [];
  const [first, last] = [byMonth[0]?.key, byMonth.at(-1)?.key];
  if (!first || !last || first === last) return [];
  const attended = new Map(byMonth.map((line) => [line.key, line.attended]));
  const cells = [];
  for (let month: LocalDate = `${first}-01`; month.slice(0, 7) <= last; month = addMonths(month, 1)) {
    const head = month.slice(5, 7) === '01' ? `'${month.slice(2, 4)}` : formatMonthName(month).slice(0, 3);
    cells.push({ head, value: attended.get(month.slice(0, 7)) ?? 0 });
  }
  return ['', ...renderSparkStrip(cells, style)];
}

/** The breakdowns, without those that have no names. */
function renderSections(stats: Stats, style: Style): string[][] {
  return [
    renderBreakdown('Type', stats.byType, printable, style),
    renderBreakdown('Place', stats.byLocation, printable, style),
    renderBreakdown('Weekday', stats.byWeekday, capitalised, style),
    renderBreakdown('Time of day', stats.byTimeOfDay, capitalised, style),
    renderBreakdown('Instructor', stats.byInstructor, printable, style),
    renderBreakdown('Booked via', stats.bySource, sourceName, style),
  ].filter((section) => section.length > 0);
}

function renderBreakdown(
  title: string,
  lines: readonly Breakdown[],
  nameOf: (key: string) => string,
  style: Style,
): string[] {
  if (lines.every(({ key }) => key === null)) return [];
  const shown = lines.slice(0, MOST_LINES);
  const left = lines.length - shown.length;
  const bars = shown.map((line) => toBar(line, line.key === null ? 'none given' : nameOf(line.key)));
  const heading = style.paint.strong(title);
  const more = left === 0 ? [] : [style.paint.dim(`and ${left} more`)];
  return [heading, ...renderBars(bars, style, LONGEST_NAME), ...more];
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** Sections in two columns. Each pair begins on the same line. */
function besides(sections: readonly (readonly string[])[], columnWidth: number): string[] {
  const lines: string[] = [];
  for (let index = 0; index < sections.length; index += 2) {
    const [left = [], right = []] = [sections[index], sections[index + 1]];
    lines.push('');
    for (let row = 0; row < Math.max(left.length, right.length); row += 1) {
      const padded = alignLeft(left[row] ?? '', columnWidth + GUTTER);
      lines.push((padded + (right[row] ?? '')).trimEnd());
    }
  }
  return lines;
}

/** `€1,240 spent · €8.73 a class · €36 lost to no-shows`, for each currency. */
function renderMoney({ money }: Stats, style: Style): string[] {
  if (money.length === 0) return [];
  const { dot } = glyphsOf(style);
  const lines = money.flatMap(({ currency, spent, costPerAttended, lostToNoShows, lostToLateCancels }) => {
    const amount = (thousandths: number) => formatMoney(thousandths, currency, style.unicode);
    const facts = [
      `${amount(spent)} spent`,
      costPerAttended === null ? '' : `${amount(Math.round(costPerAttended / 10) * 10)} a class attended`,
      lostToNoShows === 0 ? '' : `${amount(lostToNoShows)} lost to no-shows`,
      lostToLateCancels === 0 ? '' : `${amount(lostToLateCancels)} to late cancellations`,
    ];
    return joined(facts, dot, style);
  });
  return ['', style.paint.strong('Money'), ...lines];
}
