import { type Component, casual } from 'chrono-node/en';
import { addDays, type LocalDate } from '../civil.ts';
import { DAY_MS } from '../units.ts';
import { inRange, quoted, whenError } from '../when.ts';

/** A distance in time: calendar days from today, calendar days from another day, or elapsed ms. */
export type Offset =
  | { kind: 'days_away'; text: string; days: number }
  | { kind: 'days_on'; text: string; days: number }
  | { kind: 'elapsed'; text: string; ms: number };

const VAGUE = /\b(?:few|several|couple|some|many)\b/i;
const IN_DAYS = /(?<![a-z])(?:d|days?|w|wks?|weeks?|months?|quarters?|yrs?|years?)(?![a-z])/i;

/**
 * Reads `in 90 min`, `in two weeks`, `3 days ago`; with `isFrom` also `a week from`, before another day. Throws
 * UsageError unless chrono-node understands every word and is certain of the day, and the day is in 1900–2199.
 */
export function readOffset(text: string, today: LocalDate, isFrom = false): Offset {
  if (isFrom) {
    const offset = readOffset(`in ${text.replace(/ (?:from|after)$/i, '')}`, today);
    if (offset.kind === 'days_away') return { kind: 'days_on', text, days: offset.days };
    throw whenError('when_uncertain', `${quoted(text)} mixes days with hours`, 'Write the day and the time.');
  }
  if (VAGUE.test(text)) throw whenError('when_uncertain', `${quoted(text)} says no number`);
  // chrono-node adds hours in the system's zone, and is an hour off where clocks change in between. So it counts from a
  // day before there were such changes, and only the distance from that day is used.
  const [found, ...more] = casual.parse(text, new Date(1600, 0, 1, 12));
  if (!found || more.length > 0 || found.text !== text || found.end) {
    throw whenError('when_not_understood', `Not understood: ${quoted(text)}`);
  }
  const isElapsed = found.start.isCertain('hour');
  if (isElapsed && IN_DAYS.test(text)) {
    throw whenError('when_uncertain', `${quoted(text)} mixes days with hours`, 'Write the day and the time.');
  }
  if (!found.start.isCertain('day')) throw whenError('when_uncertain', `${quoted(text)} names no exact day`);
  const at = (field: Component): number => found.start.get(field) ?? 0;
  const there = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
  const ms = there - Date.UTC(1600, 0, 1, 12);
  const days = Math.round(ms / DAY_MS);
  // Very large numbers of days cannot be represented as dates, so they are refused first.
  inRange(Math.abs(days) < 150_000 ? addDays(today, days) : '');
  if (isElapsed) return { kind: 'elapsed', text, ms };
  return { kind: 'days_away', text, days };
}
