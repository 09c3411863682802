import { buildHeatGrid, type HeatDay, type HeatWeek } from '../attendance/stats/heat-grid.ts';
import type { YearReview } from '../attendance/stats/year-review.ts';
import { weekdayOf } from '../time/civil.ts';
import { formatCount, formatFullDay, formatMonthName, formatWeekday } from './format.ts';
import { singleLine } from './printable.ts';
import { textWidth, truncate } from './width.ts';
import { YEAR_SVG_STYLE } from './year-svg-style.ts';

const WIDTH = 960;
const HEIGHT = 604;
const MARGIN = 48;
const HEAT = { left: MARGIN + 30, top: 236, stride: 15.7, gap: 3 } as const;
const LOWER_TOP = 408;
const TOP_LIST = { width: 400, stride: 30, nameWidth: 362, nameColumns: 44 } as const;
const MONTHS = { left: 528, width: WIDTH - MARGIN - 528, height: 110 } as const;

/** Only Monday, Wednesday and Friday have room for a name. */
const NAMED_ROWS: ReadonlySet<number> = new Set([1, 3, 5]);

/**
 * A year in review as a self-contained SVG, without external fonts or images. It is light or dark as the system
 * prefers. Programs that do not support this show it light.
 */
export function renderYearSvg(review: YearReview): string {
  const weeks = buildHeatGrid(review.heat);
  const title = `${review.year} in classes`;
  const told = `${formatCount(review.attended, 'class', 'classes')} on ${formatCount(review.days, 'day')}.`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title told">`,
    `<title id="title">${title}</title>`,
    `<desc id="told">${told}</desc>`,
    `<style>${YEAR_SVG_STYLE}</style>`,
    `<rect class="card" x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="20"/>`,
    text(MARGIN, 76, 'title', title),
    text(WIDTH - MARGIN, 76, 'muted end', 'numina'),
    text(MARGIN, 104, 'muted', character(review)),
    ...renderFigures(review),
    ...renderHeat(weeks),
    ...renderTopClasses(review),
    ...renderMonths(review),
    '</svg>',
    '',
  ].join('\n');
}

/** `Mostly on Saturdays, mostly in the morning. Busiest month: May.` */
function character({ favouriteWeekday, favouriteTime, months }: YearReview): string {
  if (favouriteWeekday === null || favouriteTime === null) return 'No classes yet.';
  const busiest = months.indexOf(Math.max(...months));
  const month = formatMonthName(`2000-${String(busiest + 1).padStart(2, '0')}-01`);
  const weekday = favouriteWeekday.slice(0, 1).toUpperCase() + favouriteWeekday.slice(1);
  return `Mostly on ${weekday}s, mostly in the ${favouriteTime}. Busiest month: ${month}.`;
}

function renderFigures(review: YearReview): string[] {
  const rate = review.rate === null ? '–' : `${review.rate < 1 ? Math.min(99, Math.round(review.rate * 100)) : 100} %`;
  const figures = [
    [String(review.attended), review.attended === 1 ? 'class' : 'classes'],
    [String(Math.round(review.minutes / 60)), Math.round(review.minutes / 60) === 1 ? 'hour' : 'hours'],
    [String(review.longestWeeks), review.longestWeeks === 1 ? 'week in a row' : 'weeks in a row'],
    [String(review.longestDays), review.longestDays === 1 ? 'day in a row' : 'days in a row'],
    [rate, 'came as booked'],
  ] as const;
  const stride = (WIDTH - 2 * MARGIN) / figures.length;
  return figures.flatMap(([figure, label], index) => {
    const x = MARGIN + index * stride;
    return [text(x, 164, index === 0 ? 'figure first' : 'figure', figure), text(x, 186, 'muted', label)];
  });
}

function renderHeat(weeks: readonly HeatWeek[]): string[] {
  const { left, top } = HEAT;
  // A leap year may touch 54 weeks. Then they share the room of 53.
  const stride = (HEAT.stride * 53) / Math.max(53, weeks.length);
  const names = (weeks[1]?.days ?? []).flatMap((day, row) =>
    day && NAMED_ROWS.has(weekdayOf(day.date))
      ? [text(MARGIN, top + row * stride + 10, 'tiny', formatWeekday(day.date))]
      : [],
  );
  const months = weeks.flatMap(({ beginsMonth }, column) =>
    beginsMonth === null
      ? []
      : [text(left + column * stride, top - 8, 'tiny', formatMonthName(beginsMonth).slice(0, 3))],
  );
  const cells = weeks.flatMap(({ days }, column) =>
    days.flatMap((day, row) =>
      day === null ? [] : [heatCell(day, left + column * stride, top + row * stride, stride - HEAT.gap)],
    ),
  );
  return [
    '<g>',
    ...names,
    ...months,
    ...cells,
    ...renderLegend(left + weeks.length * stride - HEAT.gap, stride, hasPause(weeks)),
    '</g>',
  ];
}

function heatCell(day: HeatDay, x: number, y: number, size: number): string {
  const look = day.isFuture ? 'future' : day.isPaused ? 'paused' : `h${day.level}`;
  const told = day.classes === 0 ? null : `${formatFullDay(day.date)}: ${formatCount(day.classes, 'class', 'classes')}`;
  return square(look, x, y, size, told);
}

/** Whether a past day, or today, is paused. */
function hasPause(weeks: readonly HeatWeek[]): boolean {
  return weeks.some(({ days }) => days.some((day) => day?.isPaused && !day.isFuture));
}

/** `◌ paused   none ▫▪▪▪ 3 or more`, under the right end of the map. */
function renderLegend(right: number, stride: number, isPaused: boolean): string[] {
  const y = HEAT.top + 7 * stride + 10;
  const first = right - 62 - 4 * stride;
  const paused = first - 114;
  return [
    ...(isPaused
      ? [square('paused', paused, y, stride - HEAT.gap, null), text(paused + stride + 3, y + 10, 'tiny', 'paused')]
      : []),
    text(first - 6, y + 10, 'tiny end', 'none'),
    ...[0, 1, 2, 3].map((level) => square(`h${level}`, first + level * stride, y, stride - HEAT.gap, null)),
    text(right, y + 10, 'tiny end', '3 or more'),
  ];
}

function square(look: string, x: number, y: number, size: number, told: string | null): string {
  const rect = `<rect class="${look}" x="${round(x)}" y="${round(y)}" width="${round(size)}" height="${round(size)}" rx="3"`;
  return told === null ? `${rect}/>` : `${rect}><title>${told}</title></rect>`;
}

function renderTopClasses({ topClasses }: YearReview): string[] {
  const most = Math.max(1, ...topClasses.map(({ count }) => count));
  const rows = topClasses.flatMap(({ name, location, count }, index) => {
    const y = LOWER_TOP + 30 + index * TOP_LIST.stride;
    const full = location === null ? name : `${name}, ${location}`;
    const label = fitName(singleLine(full));
    return [
      text(MARGIN, y, 'name', label),
      text(MARGIN + TOP_LIST.width, y, 'name end', String(count)),
      `<rect class="track" x="${MARGIN}" y="${y + 7}" width="${TOP_LIST.width}" height="5" rx="2.5"/>`,
      `<rect class="bar" x="${MARGIN}" y="${y + 7}" width="${round((TOP_LIST.width * count) / most)}" height="5" rx="2.5"/>`,
    ];
  });
  return ['<g>', text(MARGIN, LOWER_TOP, 'heading', 'Top classes'), ...rows, '</g>'];
}

/** As much of a name as fits on its line. */
function fitName(name: string): string {
  let columns: number = TOP_LIST.nameColumns;
  while (widthOf(truncate(name, columns)) > TOP_LIST.nameWidth) columns -= 1;
  return truncate(name, columns);
}

/** A generous estimate of the drawn width of a text, since the font is unknown. */
function widthOf(text: string): number {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const widest = text.match(/[MWmw@%]/g)?.length ?? 0;
  return textWidth(text) * 8.1 + capitals * 2 + widest * 4;
}

function renderMonths({ months }: YearReview): string[] {
  const most = Math.max(1, ...months);
  const stride = MONTHS.width / 12;
  const bottom = LOWER_TOP + 30 + MONTHS.height;
  const columns = months.flatMap((count, index) => {
    const height = (MONTHS.height * count) / most;
    const [x, middle] = [MONTHS.left + index * stride, MONTHS.left + (index + 0.5) * stride];
    const name = formatMonthName(`2000-${String(index + 1).padStart(2, '0')}-01`).slice(0, 1);
    return [
      count === 0
        ? `<rect class="track" x="${round(x + 5)}" y="${bottom - 2}" width="${round(stride - 10)}" height="2" rx="1"/>`
        : `<rect class="bar" x="${round(x + 5)}" y="${round(bottom - height)}" width="${round(stride - 10)}" height="${round(height)}" rx="3"/>`,
      ...(count === 0 ? [] : [text(middle, bottom - height - 6, 'tiny middle', String(count))]),
      text(middle, bottom + 18, 'tiny middle', name),
    ];
  });
  return ['<g>', text(MONTHS.left + 5, LOWER_TOP, 'heading', 'Month by month'), ...columns, '</g>'];
}

function text(x: number, y: number, look: string, words: string): string {
  return `<text class="${look}" x="${round(x)}" y="${round(y)}">${escapeXml(words)}</text>`;
}

/** Rounds coordinates to a tenth, to keep the file small. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Escapes text for XML 1.0, and removes characters that XML does not allow. */
function escapeXml(words: string): string {
  return words
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
