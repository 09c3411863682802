import type { Average, Ratings } from '../attendance/reviews/ratings.ts';
import type { FitnessClass } from '../bookings/booking.ts';
import { describeClass } from '../bookings/class-reference.ts';
import type { Reclassed } from '../bookings/class-service.ts';
import type { LocalDate } from '../time/civil.ts';
import { formatCount, formatDayColumn } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { renderNothing } from './hints.ts';
import { printable } from './printable.ts';
import { type Style, todayOf } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { wrapParts, wrapText } from './width.ts';

/** A class of the catalogue with a summary of its bookings. */
export interface ClassRow {
  readonly fitnessClass: FitnessClass;
  /** The number of its bookings. */
  readonly bookings: number;
  /** Local date of its last booking. */
  readonly lastOn: LocalDate | null;
  /** The person's own rating, 1–5. */
  readonly rating: number | null;
}

/** The width of `With `. */
const LABEL_WIDTH = 5;

const COLUMNS: readonly Column[] = [
  { head: 'CLASS', min: 12, most: 40 },
  { head: 'TYPE', min: 4, most: 14, keep: 3 },
  { head: 'PLACE', min: 8, most: 30, keep: 6 },
  { head: 'WITH', min: 4, most: 24, keep: 1 },
  { head: 'VIA', most: 16, keep: 0, isExtra: true },
  { head: 'MIN', align: 'right', keep: 2 },
  { head: 'RATING', align: 'right', keep: 4 },
  { head: 'TIMES', align: 'right' },
  { head: 'LAST', keep: 5 },
];

/** The catalogue of classes, and below it the ratings of instructors and places. */
export function renderClasses(rows: readonly ClassRow[], ratings: Ratings, style: Style): string {
  if (rows.length === 0) return renderNothing('No classes', style);
  const table = renderTable(
    COLUMNS,
    rows.map(({ fitnessClass, bookings, lastOn, rating }) => [
      { text: printable(fitnessClass.name), paint: style.paint.strong },
      printable(fitnessClass.type ?? ''),
      printable(fitnessClass.location ?? ''),
      printable(fitnessClass.instructor ?? ''),
      printable(fitnessClass.source),
      String(fitnessClass.durationMinutes),
      rating === null ? '' : `${rating}/5`,
      String(bookings),
      lastOn === null ? '' : formatDayColumn(lastOn, todayOf(style)),
    ]),
    style,
  );
  const averages = [
    ...renderAverages('With', ratings.byInstructor, style),
    ...renderAverages('At', ratings.byLocation, style),
  ];
  return [table, ...(averages.length > 0 ? ['', ...averages] : [])].join('\n');
}

/** `With Ana 4.5/5 (2 reviews) · Max 3/5 (1 review)`, the best first. */
function renderAverages(label: string, averages: ReadonlyMap<string, Average>, style: Style): string[] {
  const best = [...averages].sort(([, one], [, other]) => other.rating - one.rating || other.reviews - one.reviews);
  const parts = best.map(
    ([name, { rating, reviews }]) => `${printable(name)} ${rating}/5 (${formatCount(reviews, 'review')})`,
  );
  if (parts.length === 0) return [];
  const lines = wrapParts(parts, ` ${glyphsOf(style).dot} `, style.width - LABEL_WIDTH);
  return lines.map((line, index) => style.paint.dim((index === 0 ? label : '').padEnd(LABEL_WIDTH)) + line);
}

/** `Renamed Spim to Spin 45; 3 bookings rewritten`; `Merged Spim into Spin 45 @ Velo: 3 bookings`. */
export function renderReclassed(verb: 'Renamed' | 'Merged', reclassed: Reclassed, style: Style): string {
  const { before, fitnessClass, moved, rewritten } = reclassed;
  const [from, to] = [before, fitnessClass].map((each) => printable(describeClass(each)));
  const text =
    verb === 'Renamed'
      ? `Renamed ${from} to ${printable(fitnessClass.name)}`
      : `Merged ${from} into ${to}: ${formatCount(moved, 'booking')}`;
  const also = rewritten === 0 ? '' : `; ${formatCount(rewritten, 'booking')} rewritten`;
  return wrapText(text + also, style.width).join('\n');
}
