import type { FitnessClass } from '../bookings/booking.ts';
import type { LocalDate } from '../time/civil.ts';
import { formatDayColumn } from './format.ts';
import { renderNothing } from './hints.ts';
import { printable } from './printable.ts';
import { type Style, todayOf } from './style.ts';
import { type Column, renderTable } from './table.ts';

/** A class of the catalogue and what has become of it. */
export interface ClassRow {
  readonly fitnessClass: FitnessClass;
  /** How often it was booked. */
  readonly bookings: number;
  /** Local date of its last booking. */
  readonly lastOn: LocalDate | null;
  /** The person's own rating, 1–5. */
  readonly rating: number | null;
}

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

/** The catalogue of classes booked before. */
export function renderClasses(rows: readonly ClassRow[], style: Style): string {
  if (rows.length === 0) return renderNothing('No classes', style);
  return renderTable(
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
}
