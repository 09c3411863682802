import { timeOfMinutes } from '../clock-span.ts';
import type { ClockFormat } from '../names.ts';
import { type Meaning, UncertainTimeError, type When, whenError } from '../when.ts';
import type { Doubt } from './readings.ts';
import { spokenDate } from './words.ts';

/** The largest number of meanings to offer. */
const MOST_MEANINGS = 6;

/** The error of a text with several readings, with each of them as text and as label; `clock` is for the labels. */
export function uncertain(said: string, doubt: Doubt, whens: readonly When[], clock: ClockFormat = '24') {
  const meanings = new Map<string, Meaning>();
  for (const when of whens) {
    const text = writtenOf(when);
    meanings.set(text, { when, text, label: labelOf(when, clock) });
  }
  const all = [...meanings.values()].sort((one, other) => (one.text < other.text ? -1 : 1)).slice(0, MOST_MEANINGS);
  const listed = all.length > 1 ? `Write ${all.map(({ text }) => text).join(' or ')}.` : doubt.otherwise;
  const { hint } = whenError('when_uncertain', '', doubt.hint ?? listed);
  const { isHalfOfDay = false } = doubt;
  return new UncertainTimeError(said, `${doubt.message}.`, hint, all, { isHalfOfDay });
}

/** `2026-11-24`, `2026-11-24 18:00`, with its end and its zone where it has them. */
function writtenOf(when: When): string {
  if (when.kind === 'instant') return when.at.toISOString();
  if (when.kind === 'date') return when.date;
  return `${when.local.replace('T', ' ').replace(/:00$/, '')}${endOf(when)}${when.zone ? ` ${when.zone}` : ''}`;
}

/** `Tuesday 24 November 2026, 18:00`, or `6:00 pm` on a 12-hour clock. */
function labelOf(when: When, clock: ClockFormat): string {
  if (when.kind === 'instant') return writtenOf(when);
  if (when.kind === 'date') return spokenDate(when.date);
  const time = when.local.slice(11).replace(/:00$/, '');
  const hour = Number(time.slice(0, 2));
  const said = clock === '24' ? time : `${hour % 12 || 12}${time.slice(2)} ${hour < 12 ? 'am' : 'pm'}`;
  return `${spokenDate(when.local.slice(0, 10))}, ${said}${when.zone ? ` ${when.zone}` : ''}`;
}

/** `18:00 to 19:15`: with a dash, the end could be read as an offset. */
function endOf({ local, minutes }: When & { kind: 'local' }): string {
  if (minutes === undefined) return '';
  return ` to ${timeOfMinutes(Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16)) + minutes)}`;
}
