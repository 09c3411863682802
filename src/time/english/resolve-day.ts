import { addDays, type LocalDate, startOfWeek, weekdayOf } from '../civil.ts';
import { existingDate, inRange, quoted, whenError } from '../when.ts';
import type { DayPiece } from './pieces.ts';
import { certain, type Readings } from './readings.ts';
import {
  type DayRules,
  dayDoubt,
  fits,
  monthlyDates,
  onWeekday,
  recurringDay,
  type Weekdays,
  yearlessDates,
} from './recurring-day.ts';

/**
 * The days that fit all pieces; null where there are no pieces. Throws UsageError where the pieces contradict each
 * other or name a day that does not exist.
 */
export function resolveDay(pieces: readonly DayPiece[], rules: DayRules): Readings<LocalDate> | null {
  const moves = pieces.filter((piece) => piece.kind === 'days_on');
  const rest = pieces.filter((piece) => piece.kind !== 'days_on');
  const base = resolveNamed(rest, rules);
  if (base === null || moves.length === 0) {
    if (moves[0]) throw whenError('when_not_understood', `${quoted(moves[0].text)} needs a day to count from`);
    return base;
  }
  const days = moves.reduce((sum, move) => sum + move.days, 0);
  const from = withOtherWeek(rest, base, rules.today);
  const values = from.values.map((date) => inRange(addDays(date, days)));
  return values.length === 1 ? certain(values[0] as LocalDate) : { values, doubt: dayDoubt(textOf(pieces), values) };
}

/** On a Tuesday, `tue` means today to some people and a week from today to others, so it gets both readings. */
export function withOtherWeek(
  days: readonly DayPiece[],
  base: Readings<LocalDate>,
  today: LocalDate,
): Readings<LocalDate> {
  const isOpen = base.doubt === null && base.values[0] === today && days.every(isPlainWeekday);
  if (!isOpen) return base;
  return {
    values: [today, addDays(today, 7)],
    doubt: {
      message: `${quoted(textOf(days))} could be today or a week from today`,
      hint: 'Write “today” or “in 7 days”, or add the time: with one, it is the next that comes.',
    },
  };
}

/** Whether a piece is a weekday without `this`, `next` or `last`. */
export function isPlainWeekday(day: DayPiece): boolean {
  return day.kind === 'weekday' && day.choice === 'plain';
}

function resolveNamed(pieces: readonly DayPiece[], rules: DayRules): Readings<LocalDate> | null {
  // The fullest piece leads: in "tue 24 nov" the date names the day, and the weekday must agree.
  const [lead, ...others] = pieces.toSorted((a, b) => FULLNESS.indexOf(a.kind) - FULLNESS.indexOf(b.kind));
  if (!lead) return null;
  const weekdays = lead.kind === 'weekday' ? [] : (others.filter(isPlainWeekday) as Weekdays);
  let readings = resolvePiece(lead, weekdays, rules);
  for (const date of readings.values) inRange(date);
  for (const other of others) {
    if (weekdays.includes(other as Weekdays[number])) continue;
    const named = resolvePiece(other, [], rules).values;
    const values = readings.values.filter((date) => named.includes(date));
    if (values.length === 0) {
      throw whenError('when_uncertain', `${quoted(lead.text)} and ${quoted(other.text)} are two different days`);
    }
    readings = values.length === 1 ? certain(values[0] as LocalDate) : { ...readings, values };
  }
  return readings;
}

const FULLNESS: readonly DayPiece['kind'][] = ['date', 'either_date', 'day_of_month', 'days_away', 'weekday'];

function resolvePiece(piece: DayPiece, weekdays: Weekdays, rules: DayRules): Readings<LocalDate> {
  switch (piece.kind) {
    case 'date':
      if (piece.year !== null) return onWeekday(existingDate(piece.year, piece.month, piece.day), weekdays);
      return recurringDay(piece, yearlessDates(piece, rules.today), weekdays, rules);
    case 'either_date':
      return eitherDate(piece, weekdays, rules);
    case 'day_of_month':
      return recurringDay(piece, monthlyDates(piece, rules.today), weekdays, rules);
    case 'days_away':
      return daysAway(piece, weekdays, rules);
    case 'days_on':
      return certain(addDays(rules.today, piece.days));
    case 'weekday':
      return weekdayDates(piece, rules);
  }
}

function eitherDate(
  { text, dates }: DayPiece & { kind: 'either_date' },
  weekdays: Weekdays,
  rules: DayRules,
): Readings<LocalDate> {
  const [first, second] = dates;
  const each = dates.flatMap((date) => [...resolvePiece(date, [], rules).values]);
  const fitting = each.filter((date) => fits(date, weekdays));
  const [a, b] = [first.day, second.day];
  return {
    values: [...new Set(fitting.length > 0 ? fitting : each)].sort(),
    doubt: {
      message: `${quoted(text)} could be day ${a} of month ${b} or day ${b} of month ${a}`,
      hint: `Write ${a}.${b}. for day ${a} of month ${b}, ${b}.${a}. for day ${b} of month ${a}, or name the month.`,
    },
  };
}

/** "In 2 weeks tue" means the Tuesday of that week to some people, and two weeks after the coming one to others. */
function daysAway(
  { text, days, inWeeks = false }: DayPiece & { kind: 'days_away' },
  weekdays: Weekdays,
  { today }: DayRules,
): Readings<LocalDate> {
  const date = addDays(today, days);
  const [other] = weekdays;
  if (!inWeeks || !other || fits(date, weekdays)) return onWeekday(date, weekdays);
  const ofWeek = ([1, 7] as const).map((start) => addDays(startOfWeek(date, start), (other.weekday - start + 7) % 7));
  const afterComing = addDays(today, ((other.weekday - weekdayOf(today) + 7) % 7) + days);
  return oneOf(`${text} ${other.text}`, [...ofWeek, afterComing]);
}

/**
 * `next tue` means the coming Tuesday to some people, the Tuesday of next week to others; and weeks begin on Monday or
 * Sunday. It is certain only where all readings give the same day. `last tue` is the latest Tuesday before today.
 */
function weekdayDates(piece: DayPiece & { kind: 'weekday' }, rules: DayRules): Readings<LocalDate> {
  const { weekday, choice } = piece;
  const { today, weekStart } = rules;
  const coming = addDays(today, (weekday - weekdayOf(today) + 7) % 7);
  const afterToday = coming === today ? addDays(today, 7) : coming;
  const ofWeek = (weeks: number): LocalDate[] =>
    (weekStart === null ? ([1, 7] as const) : [weekStart]).map((start) =>
      addDays(startOfWeek(today, start), 7 * weeks + ((weekday - start + 7) % 7)),
    );
  switch (choice) {
    case 'plain':
      return certain(coming === today || rules.recurring === 'coming' ? coming : addDays(coming, -7));
    case 'last':
      return certain(addDays(coming, -7));
    case 'next':
      return oneOf(piece.text, [afterToday, ...ofWeek(1)]);
    case 'this':
      return oneOf(piece.text, [coming, ...ofWeek(0)]);
    case 'next week':
      return oneOf(piece.text, ofWeek(1));
    case 'this week':
      return oneOf(piece.text, ofWeek(0));
    case 'last week':
      return oneOf(piece.text, ofWeek(-1));
  }
}

function oneOf(text: string, readings: readonly LocalDate[]): Readings<LocalDate> {
  const values = [...new Set(readings)].sort();
  return { values, doubt: values.length === 1 ? null : dayDoubt(text, values) };
}

function textOf(pieces: readonly DayPiece[]): string {
  return pieces.map(({ text }) => text).join(' ');
}
