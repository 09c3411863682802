import {
  addMonths,
  daysInMonth,
  isLocalDate,
  type LocalDate,
  startOfMonth,
  toDayNumber,
  type Weekday,
  weekdayOf,
} from '../civil.ts';
import { monthName, weekdayName } from '../names.ts';
import { pad, quoted, whenError } from '../when.ts';
import type { DatePiece, DayPiece } from './pieces.ts';
import { certain, type Doubt, type Readings } from './readings.ts';
import { calendarDate, spokenDate } from './words.ts';

/** The rules that choose a Tuesday or a 1 December. Today counts as coming and as latest. */
export interface DayRules {
  readonly today: LocalDate;
  /** Null where it is not known: then a phrase must mean the same day in weeks from Monday and in weeks from Sunday. */
  readonly weekStart: Weekday | null;
  /** The choice for a date without a year. */
  readonly yearless: 'coming' | 'nearest';
  /** The choice for a weekday, or for a day of the month without a month. */
  readonly recurring: 'coming' | 'latest';
  /** The person speaks of the past, so a coming date is uncertain. */
  readonly isPast?: boolean;
}

export type Weekdays = readonly (DayPiece & { kind: 'weekday' })[];

/** The date, which must be on all named weekdays. Throws UsageError otherwise; `past` is another date for the hint. */
export function onWeekday(date: LocalDate, weekdays: Weekdays, past: LocalDate | null = null): Readings<LocalDate> {
  const wrong = weekdays.find(({ weekday }) => weekday !== weekdayOf(date));
  if (!wrong) return certain(date);
  const isThere = past !== null && fits(past, weekdays);
  throw whenError(
    'when_impossible',
    `${calendarDate(date)} is a ${weekdayName(weekdayOf(date))}, not a ${weekdayName(wrong.weekday)}`,
    isThere
      ? `Write ${date}, or ${past} for the ${weekdayName(wrong.weekday)} that was.`
      : 'Leave out the weekday, or correct the one that is wrong.',
  );
}

/** Whether a date is on all named weekdays. */
export function fits(date: LocalDate, weekdays: Weekdays): boolean {
  return weekdays.every(({ weekday }) => weekday === weekdayOf(date));
}

/** The latest such date before today, and the coming one (today included). */
export interface Around {
  readonly past: LocalDate | null;
  readonly coming: LocalDate | null;
}

/**
 * A day that comes again each year or each month. Looking ahead, it may have two readings: the coming date, and a past
 * date that was a short time ago or is the only one on the named weekday.
 */
export function recurringDay(
  piece: DatePiece | (DayPiece & { kind: 'day_of_month' }),
  { past, coming }: Around,
  weekdays: Weekdays,
  rules: DayRules,
): Readings<LocalDate> {
  const { today, yearless, recurring } = rules;
  const isYearly = piece.kind === 'date';
  if (isYearly && piece.isLast) return onWeekday(past ?? today, weekdays);
  const ahead = coming ?? today;
  if (isYearly ? yearless === 'nearest' : recurring === 'latest') {
    if (ahead === today || past === null) return onWeekday(ahead, weekdays);
    if (!isYearly) return onWeekday(past, weekdays);
    return onWeekday(daysApart(today, ahead) <= daysApart(past, today) ? ahead : past, weekdays);
  }
  if (past === null || ahead === today) return onWeekday(ahead, weekdays, past);
  const isNearer = daysApart(past, today) < daysApart(today, ahead);
  const isOnlyThere = weekdays.length > 0 && isNearer && fits(past, weekdays) && !fits(ahead, weekdays);
  const hasJustBeen = isYearly && past > addMonths(today, -1) && (fits(past, weekdays) || fits(ahead, weekdays));
  if (!isOnlyThere && !hasJustBeen && !rules.isPast) return onWeekday(ahead, weekdays, past);
  if (!fits(past, weekdays) && !fits(ahead, weekdays)) return onWeekday(ahead, weekdays);
  const words = [...weekdays.map((day) => day.text), piece.text].join(' ');
  return { values: [past, ahead], doubt: dayDoubt(words, [past, ahead]) };
}

/** 29 February waits up to eight years for its next occurrence. */
const LEAP_REACH = 8;

/** The dates around today of a day and month without a year. Throws UsageError where no year has such a day. */
export function yearlessDates({ text, month, day }: DatePiece, today: LocalDate): Around {
  const thisYear = Number(today.slice(0, 4));
  const longest = month >= 1 && month <= 12 ? daysInMonth(2024, month) : 0;
  if (day < 1 || day > longest) {
    const hint = 'Dots are always day.month, and a time has a colon, like 18:30.';
    if (longest === 0) throw whenError('when_impossible', `There is no month ${month} (${quoted(text)})`, hint);
    throw whenError('when_impossible', `${monthName(month)} has no day ${day} (${quoted(text)})`);
  }
  const candidates: LocalDate[] = [];
  for (let year = thisYear - LEAP_REACH; year <= thisYear + LEAP_REACH; year += 1) {
    const candidate = `${year}-${pad(month)}-${pad(day)}`;
    if (isLocalDate(candidate)) candidates.push(candidate);
  }
  return aroundToday(candidates, today);
}

/** The dates around today of a day of the month. Throws UsageError where no month has such a day. */
export function monthlyDates({ text, day }: DayPiece & { kind: 'day_of_month' }, today: LocalDate): Around {
  if (day < 1 || day > 31) throw whenError('when_impossible', `No month has a day ${quoted(text)}`);
  // Any two months in a row include one with 31 days.
  const months = [-3, -2, -1, 0, 1, 2, 3].map((distance) => addMonths(startOfMonth(today), distance).slice(0, 8));
  return aroundToday(months.map((month) => month + pad(day)).filter(isLocalDate), today);
}

function aroundToday(candidates: readonly LocalDate[], today: LocalDate): Around {
  return {
    past: candidates.findLast((candidate) => candidate < today) ?? null,
    coming: candidates.find((candidate) => candidate >= today) ?? null,
  };
}

/** The doubt about a phrase that may mean several days. */
export function dayDoubt(text: string, values: readonly LocalDate[]): Doubt {
  return {
    message: `${quoted(text)} could be ${values.map(spokenDate).join(' or ')}`,
    hint: `Write the date: ${values.join(' or ')}.`,
  };
}

function daysApart(from: LocalDate, to: LocalDate): number {
  return toDayNumber(to) - toDayNumber(from);
}
