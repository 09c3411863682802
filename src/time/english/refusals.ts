import { field, words } from '../../words.ts';
import { quoted, whenError } from '../when.ts';
import type { Doubt } from './readings.ts';
import { nearWord } from './words.ts';

const RANGE =
  /\d:\d\d ?(?:[ap]m)? ?(?:-|–|—|to|until|till) ?\d|\b\d{1,2} ?(?:[ap]m)? ?(?:-|–|—|to|until|till) ?\d{1,2}(?::\d\d)? ?[ap]m/i;

/** Throws UsageError for a text with a span such as `18:00-19:00`, where only a start is wanted. */
export function refuseRange(text: string): void {
  if (!RANGE.test(text)) return;
  const hint = words`Write the start only, and the length with ${field('durationMinutes')}, like ${field('durationMinutes', '60')}.`;
  throw whenError('when_is_range', `${quoted(text)} is a span of time, not a start`, hint);
}

const ZONE =
  /^(?:utc|gmt|z|[ecmp][sd]t|bst|cet|cest|wet|west|eet|eest|ist|jst|aest|aedt|nzst|nzdt|[+-]\d\d:?\d\d|[a-z]+\/[a-z_]+)$/i;
const REPEAT = /^(?:every|each|daily|weekly|biweekly|monthly|fortnightly)$/i;

/** Throws UsageError that names the words of `text` which are not understood; `unknown` is not empty. */
export function refuseWords(unknown: readonly string[], text: string): never {
  const named = unknown.slice(0, 3).map(quoted).join(', ');
  const message = unknown[0] === text ? `Not understood: ${named}` : `Not understood in ${quoted(text)}: ${named}`;
  if (unknown.some((word) => ZONE.test(word))) {
    const hint = words`Give the zone with ${field('zone')}, or an ISO time with its offset: 2026-11-24T18:00+01:00.`;
    throw whenError('when_not_understood', message, hint);
  }
  if (unknown.some((word) => REPEAT.test(word))) {
    throw whenError(
      'when_not_understood',
      message,
      words`Give the first time, and ${field('repeat.rule')} for the others.`,
    );
  }
  const meant = unknown.flatMap((word) => nearWord(word) ?? []);
  if (meant.length < unknown.length) throw whenError('when_not_understood', message);
  throw whenError('when_not_understood', message, `Did you mean ${meant.slice(0, 3).map(quoted).join(' and ')}?`);
}

/** Throws UsageError for `next week` and `december`, which are not one day. */
export function refuseSpan(text: string): never {
  throw whenError(
    'when_uncertain',
    `${quoted(text)} is not one day`,
    'Name the day, like “1 dec”, “mon” or 2026-12-01.',
  );
}

/**
 * Why the 6 in `thu 6`, or in `at 6` (`isHour`), is uncertain. Throws UsageError for a number that cannot be an hour.
 */
export function doubtOfNumber(digits: string, isHour: boolean): Doubt {
  const value = Number(digits);
  const isTwelveHour = value >= 1 && value <= 12;
  if (isHour && isTwelveHour) {
    const [am, pm] = [`${String(value % 12).padStart(2, '0')}:00`, `${(value % 12) + 12}:00`];
    const hint = `Write ${value}am, ${value}pm, ${am} or ${pm}.`;
    return { message: `“at ${value}” could be ${am} or ${pm}`, hint };
  }
  if (isTwelveHour) {
    const message = `“${value}” could be the ${ordinal(value)} or ${value} o'clock, am or pm`;
    return { message, hint: null, otherwise: `Write ${ordinal(value)}, ${value}:00 or ${value}pm.` };
  }
  if (value <= 23 && digits.length <= 2) {
    const message = `“${digits}” could be a day or an hour`;
    return { message, hint: null, otherwise: `Write ${value > 0 ? `${ordinal(value)} or ` : ''}${value}:00.` };
  }
  if (value <= 31) {
    throw whenError(
      'when_uncertain',
      `“${digits}” could be a day of any month`,
      `Write ${ordinal(value)}, or name the month.`,
    );
  }
  const [, hour, minute] = /^([01]?\d|2[0-3])([0-5]\d)$/.exec(digits) ?? [];
  if (hour === undefined) throw whenError('when_not_understood', `Not understood: ${quoted(digits)}`);
  throw whenError('when_uncertain', `“${digits}” could be a time or a number`, `Write ${hour}:${minute}.`);
}

function ordinal(day: number): string {
  const isTeen = day >= 11 && day <= 13;
  return `${day}${(!isTeen && ['th', 'st', 'nd', 'rd'][day % 10]) || 'th'}`;
}
