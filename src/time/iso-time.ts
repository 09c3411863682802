import { addDays, isoWeekOf, type LocalDate, startOfWeek } from './civil.ts';
import { clockText, existingClock } from './clock-time.ts';
import { existingDate, inRange, quoted, type When, whenError } from './when.ts';

const OFFSET = '(Z|[+-]\\d\\d(?::?\\d\\d)?)';
const EXTENDED = new RegExp(
  `^(\\d{4})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,]\\d+)?)?(?: ?${OFFSET})?)?$`,
  'i',
);
const BASIC = new RegExp(`^(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(?:(\\d\\d)(?:[.,]\\d+)?)?${OFFSET}?$`, 'i');

/** A day of an ISO week, `2026-W49-2`, and what follows it. */
const WEEK_DAY = /^(\d{4})-?W(\d\d)-?([1-7])(?=$|[T ])/i;

/**
 * Reads ISO 8601: a date (also as a day of a week, `2026-W49-2`), or a date and a time, with or without an offset.
 * Gives null for anything else. Times are kept to the second, so that a wall time and its instant agree. Throws
 * UsageError where the text looks right but there is no such time.
 */
export function readIsoTime(text: string): When | null {
  const [weekDay, inYear, week, weekday] = WEEK_DAY.exec(text) ?? [];
  if (weekDay !== undefined) {
    const date = dateOfWeek(Number(inYear), Number(week), Number(weekday));
    return readIsoTime(`${date}${text.slice(weekDay.length).replace(/^(T\d\d)(\d\d)(\d\d)?/i, withColons)}`);
  }
  const match = EXTENDED.exec(text) ?? BASIC.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, offset] = match;
  const date = existingDate(Number(year), Number(month), Number(day));
  if (hour === undefined) return { kind: 'date', date };
  refuseEndOfDay(date, `${hour}${minute}${second ?? ''}`);
  const clock = existingClock(Number(hour), Number(minute), Number(second ?? 0));
  const local = `${date}T${clockText(clock)}`;
  if (offset === undefined) return { kind: 'local', local };
  // There is no such large offset: `18:00-19:15` is a span.
  if (/^-(?:1[6-9]|2[0-3]):[0-5]\d$/.test(offset)) return null;
  return { kind: 'instant', at: new Date(Date.parse(`${local}Z`) - offsetMinutes(offset) * 60_000) };
}

function withColons(_text: string, hours: string, minutes: string, seconds: string | undefined): string {
  return `${hours}:${minutes}${seconds === undefined ? '' : `:${seconds}`}`;
}

/** The date of a day (1 Monday, 7 Sunday) in an ISO 8601 week. Throws UsageError where the year has no such week. */
export function dateOfWeek(year: number, week: number, weekday: number): LocalDate {
  // Week 1 is the week of 4 January. A week belongs to the year of its Thursday.
  const monday = addDays(startOfWeek(existingDate(year, 1, 4), 1), 7 * (week - 1));
  if (isoWeekOf(addDays(monday, 3)) === week) return inRange(addDays(monday, weekday - 1));
  throw whenError('when_impossible', `There is no week ${week} in ${year}`);
}

/** In ISO 8601, 24:00 ends a day. A class that begins then is on the next day, so its date is asked for. */
function refuseEndOfDay(date: LocalDate, digits: string): void {
  if (!/^24(?:00){1,2}$/.test(digits)) return;
  throw whenError('when_impossible', 'There is no 24:00', `Write ${addDays(date, 1)}T00:00 for the end of ${date}.`);
}

function offsetMinutes(text: string): number {
  if (/^z$/i.test(text)) return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3).replace(':', ''))];
  if (hours > 15 || minutes > 59) {
    throw whenError(
      'when_impossible',
      `There is no offset ${quoted(text)}`,
      'Write an offset like +01:00, -05:00 or Z.',
    );
  }
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
