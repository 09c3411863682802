import ICAL from 'ical.js';
import type { Weekday } from './civil.ts';
import { WEEKDAY_CODES } from './names.ts';

const FREQUENCIES = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

/** A recurrence rule without its UNTIL, which needs a zone. An empty list means that the part is absent. */
export interface RecurrenceRule {
  readonly frequency: (typeof FREQUENCIES)[number];
  readonly interval: number;
  readonly count: number | null;
  readonly weekStart: Weekday;
  readonly months: readonly number[];
  readonly weeks: readonly number[];
  readonly yearDays: readonly number[];
  readonly monthDays: readonly number[];
  /** `nth` 0 is every such weekday, -1 the last of the month or year. */
  readonly weekdays: readonly { readonly weekday: Weekday; readonly nth: number }[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  readonly positions: readonly number[];
}

/**
 * Reads an RRULE; gives the rule and the raw text of its UNTIL. Null where it cannot be followed: it is not valid, it
 * uses a calendar other than the Gregorian (RFC 7529), or its COUNT is below 1.
 */
export function parseRecurrenceRule(text: string): { rule: RecurrenceRule; until: string | null } | null {
  const parts = text
    .replace(/\s+/g, '')
    .toUpperCase()
    .split(';')
    .filter((part) => part !== '' && part !== 'RSCALE=GREGORIAN' && part !== 'SKIP=OMIT');
  if (parts.some((part) => /^(?:RSCALE|SKIP)=/.test(part))) return null;
  const until = parts.find((part) => part.startsWith('UNTIL='))?.slice('UNTIL='.length) ?? null;
  try {
    const recur = ICAL.Recur.fromString(parts.filter((part) => !part.startsWith('UNTIL=')).join(';'));
    const frequency = FREQUENCIES.find((each) => each === recur.freq);
    if (!frequency || (recur.count ?? 1) < 1) return null;
    const numbers = (name: string) => recur.getComponent(name).map(Number);
    return {
      rule: {
        frequency,
        interval: recur.interval,
        count: recur.count,
        // ical.js counts from Sunday, 1.
        weekStart: (((recur.wkst + 5) % 7) + 1) as Weekday,
        months: numbers('BYMONTH'),
        weeks: numbers('BYWEEKNO'),
        yearDays: numbers('BYYEARDAY'),
        monthDays: numbers('BYMONTHDAY'),
        weekdays: recur.getComponent('BYDAY').map((day) => parseWeekday(String(day))),
        hours: numbers('BYHOUR'),
        minutes: numbers('BYMINUTE'),
        seconds: numbers('BYSECOND'),
        positions: numbers('BYSETPOS'),
      },
      until,
    };
  } catch {
    return null;
  }
}

function parseWeekday(text: string): { weekday: Weekday; nth: number } {
  const weekday = (WEEKDAY_CODES.indexOf(text.slice(-2)) + 1) as Weekday;
  return { weekday, nth: Number(text.slice(0, -2) || 0) };
}
