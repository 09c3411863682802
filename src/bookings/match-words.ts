import { addDays, type LocalDate, toDayNumber, WEEKDAYS, weekdayOf } from '../time/civil.ts';
import { MONTH_PATTERN, monthOfWord } from '../time/english/words.ts';
import { type Booking, localDateOf } from './booking.ts';
import { nameKey } from './name-key.ts';

/** Which of two weekdays is meant: the coming one (today included), or the latest. */
export type Direction = 'ahead' | 'back';

/** The candidates that `words` name: a day at either end and part of a class name, or just the name. Pure. */
export function matchWords(
  candidates: readonly Booking[],
  words: string,
  looks: Direction,
  today: LocalDate,
): readonly Booking[] {
  const tokens = words.split(/\s+/).filter(Boolean);
  if (tokens.length === 0) return [];
  for (const [day, name] of readings(tokens)) {
    const named = candidates.filter((booking) => isNamed(booking, name.join(' ')));
    const found = onDay(named, day.join(' '), looks, today);
    if (found.length > 0) return found;
  }
  return candidates.filter((booking) => isNamed(booking, tokens.join(' ')));
}

/** Where the day may be, with the name that is left: two words (`7 dec`) before one, the beginning before the end. */
function* readings(tokens: readonly string[]): Generator<readonly [day: readonly string[], name: readonly string[]]> {
  for (const length of [2, 1]) {
    if (tokens.length < length) continue;
    yield [tokens.slice(0, length), tokens.slice(length)];
    yield [tokens.slice(-length), tokens.slice(0, -length)];
  }
}

function isNamed(booking: Booking, part: string): boolean {
  return part === '' || nameKey(booking.className).includes(nameKey(part));
}

const DAY_AND_MONTH = new RegExp(
  `^(?:(\\d{1,2})(?:st|nd|rd|th)? (${MONTH_PATTERN})|(${MONTH_PATTERN}) (\\d{1,2})(?:st|nd|rd|th)?)$`,
);

/** Those on the day that words name. A weekday is first the nearest one in its direction, then any. */
function onDay(candidates: readonly Booking[], words: string, looks: Direction, today: LocalDate): readonly Booking[] {
  const on = (date: LocalDate) => candidates.filter((booking) => localDateOf(booking) === date);
  if (/^\d{4}-\d\d-\d\d$/.test(words)) return on(words);
  if (words === 'today') return on(today);
  if (words === 'tomorrow') return on(addDays(today, 1));
  if (words === 'yesterday') return on(addDays(today, -1));
  const [, day, month, monthFirst, dayLast] = DAY_AND_MONTH.exec(words) ?? [];
  const monthWord = month ?? monthFirst;
  if (monthWord !== undefined) return onDayOfMonth(candidates, monthOfWord(monthWord), Number(day ?? dayLast), today);
  const index = WEEKDAYS.findIndex((name) => words.length >= 3 && name.startsWith(words));
  if (index < 0) return [];
  const distance = (index + 1 - weekdayOf(today) + 7) % 7;
  const nearest = on(addDays(today, looks === 'ahead' || distance === 0 ? distance : distance - 7));
  return nearest.length > 0 ? nearest : candidates.filter((booking) => weekdayOf(localDateOf(booking)) === index + 1);
}

/** Those on a day of the year; of several years the nearest to today. */
function onDayOfMonth(candidates: readonly Booking[], month: number, day: number, today: LocalDate) {
  const ending = `-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const found = candidates.filter((booking) => localDateOf(booking).endsWith(ending));
  const distanceOf = (booking: Booking) => Math.abs(toDayNumber(localDateOf(booking)) - toDayNumber(today));
  const nearest = Math.min(...found.map(distanceOf));
  return found.filter((booking) => distanceOf(booking) === nearest);
}
