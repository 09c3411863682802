import { pad, quoted, whenError } from './when.ts';

/** A time of day. */
export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Whether the half of the day is open: `7:30` may become 19:30 by "in the evening". */
  readonly isOpen: boolean;
  /** Whether it is open and may be on a 12-hour clock: `7:30`, but not `07:30`, `7h30` or `7 Uhr`. */
  readonly isUnmarked?: boolean;
}

/**
 * The regular expression of a clock time: `6pm`, `6p`, `630pm`, `6:30 p.m.`, `7.30pm`, `18:00`, `18:00:30`, `18h30`,
 * `18 Uhr`, `18.30 Uhr`. Such a time is certain, except perhaps for its half of the day.
 */
export const CLOCK_PATTERN =
  '(?:\\d{1,2}(?:[:.]\\d\\d(?::\\d\\d)?)?\\s*[ap]\\.?m\\.?|\\d{3,4}\\s*[ap]\\.?m\\.?|\\d{1,2}(?:[:.]?\\d\\d)?[ap]|' +
  '\\d{1,2}(?:[:.]\\d\\d)?\\s*uhr(?: \\d\\d(?![:.]))?|\\d{1,2}(?::\\d\\d(?::\\d\\d)?|h\\d\\d)(?:\\s*(?:h|hrs))?)';

const CLOCK = /^(\d{1,2})(?:(?:[:.h]|\s*uhr )?(\d\d))?(?::(\d\d))?\s*(?:([ap])(?:\.?m\.?)?|(h|hrs|uhr))?$/i;

/** Reads a text that matches {@link CLOCK_PATTERN}. Throws UsageError for an impossible time, such as 25:00 or 13pm. */
export function readClock(text: string): ClockTime {
  const [, hours = '', minutes = '0', seconds = '0', half, unit] = CLOCK.exec(text) ?? [];
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  if (half === undefined) {
    const clock = existingClock(hour, minute, second, true);
    const isMarked = unit !== undefined || hours.startsWith('0') || /h/i.test(text);
    return clock.isOpen && !isMarked ? { ...clock, isUnmarked: true } : clock;
  }
  if (hour < 1 || hour > 12) {
    throw whenError('when_impossible', `There is no ${quoted(text)}: am and pm go with the hours 1 to 12`);
  }
  return existingClock((hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0), minute, second);
}

/** A time of day from its numbers. Throws UsageError for an impossible time. */
export function existingClock(hour: number, minute: number, second: number, isOpen = false): ClockTime {
  const time = `${pad(hour)}:${pad(minute)}${second > 0 ? `:${pad(second)}` : ''}`;
  if (hour > 23) throw whenError('when_impossible', `There is no ${time}: hours go from 00 to 23`);
  if (minute > 59) throw whenError('when_impossible', `There is no ${time}: minutes go from 00 to 59`);
  if (second > 59) throw whenError('when_impossible', `There is no ${time}: seconds go from 00 to 59`);
  return { hour, minute, second, isOpen: isOpen && hour >= 1 && hour <= 11 };
}

/** `HH:MM:SS`. */
export function clockText({ hour, minute, second }: ClockTime): string {
  return `${pad(hour)}:${pad(minute)}:${pad(second)}`;
}
