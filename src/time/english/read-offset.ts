import { casual } from 'chrono-node/en';
import { type LocalDateTime, toDayNumber } from '../civil.ts';
import { inRange, quoted, whenError } from '../when.ts';

/** How far away something is: so many days by the calendar, or so long by the clock. */
export type Offset = { kind: 'days_away'; text: string; days: number } | { kind: 'elapsed'; text: string; ms: number };

const VAGUE = /\b(?:few|several|couple|some|many)\b/i;
const IN_DAYS = /(?<![a-z])(?:d|days?|w|wks?|weeks?|months?|quarters?|yrs?|years?)(?![a-z])/i;

/**
 * Reads `in 90 min`, `in two weeks`, `3 days ago`. chrono-node reads it against the wall time as if that were UTC, so
 * neither the system's zone nor a clock change on the way has a say. Throws UsageError unless chrono understands every
 * word and is certain of the day.
 */
export function readOffset(text: string, nowLocal: LocalDateTime): Offset {
  if (VAGUE.test(text)) throw whenError('when_uncertain', `${quoted(text)} says no number`);
  const reference = new Date(`${nowLocal}Z`);
  const [found, ...more] = casual.parse(text, { instant: reference, timezone: 0 }, { forwardDate: true });
  if (!found || more.length > 0 || found.text !== text || found.end) {
    throw whenError('when_not_understood', `Not understood: ${quoted(text)}`);
  }
  const isElapsed = found.start.isCertain('hour');
  if (isElapsed && IN_DAYS.test(text)) {
    throw whenError('when_uncertain', `${quoted(text)} mixes days with hours`, 'Write the day and the time.');
  }
  const target = found.date();
  const date = inRange(Number.isNaN(target.getTime()) ? '' : target.toISOString().slice(0, 10));
  if (isElapsed) return { kind: 'elapsed', text, ms: target.getTime() - reference.getTime() };
  if (!found.start.isCertain('day')) throw whenError('when_uncertain', `${quoted(text)} names no exact day`);
  return { kind: 'days_away', text, days: toDayNumber(date) - toDayNumber(nowLocal.slice(0, 10)) };
}
