import { daysInMonth, type LocalDateTime } from './civil.ts';
import { DAY_MS } from './units.ts';

// Wall times as numbers: the milliseconds that `Date.UTC` gives for the same digits. They are much faster than text,
// which counts where a calendar has thousands of events.

/**
 * The calendar repeats after 400 years. Dates are computed that much later and moved back, because `Date.UTC` reads
 * the years 0–99 as 1900–1999.
 */
const CYCLE_YEARS = 400;
const CYCLE_MS = 146_097 * DAY_MS;

/** `2026-11-24T18:00:00` for a wall time in ms. */
export function formatWall(wall: number): LocalDateTime {
  return new Date(wall).toISOString().slice(0, 19);
}

/** The wall time in ms; NaN where the date or the time does not exist. Years 0–9999. */
export function wallOf(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  return Date.UTC(year + CYCLE_YEARS, month - 1, day, hour, minute, second) - CYCLE_MS;
}
