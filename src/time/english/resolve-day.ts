import {
  addDays,
  addMonths,
  daysInMonth,
  isLocalDate,
  type LocalDate,
  startOfMonth,
  startOfWeek,
  toDayNumber,
  type Weekday,
  weekdayOf,
} from '../civil.ts';
import { existingDate, inRange, pad, quoted, whenError } from '../when.ts';
import type { DayPiece } from './scan-pieces.ts';
import { calendarDate, monthName, spokenDate, weekdayName } from './words.ts';

/** Which of the many Tuesdays, and of the many firsts of December, is meant. Today counts as both, coming and latest. */
export interface DayRules {
  readonly today: LocalDate;
  /** `null` where it is not known: then a phrase must mean the same day in weeks from Monday and from Sunday. */
  readonly weekStart: Weekday | null;
  /** A date without a year. */
  readonly yearless: 'coming' | 'nearest';
  /** A weekday, or a day of the month without a month. */
  readonly recurring: 'coming' | 'latest';
}

/** The day that all pieces name together. Throws UsageError when they contradict each other or leave a choice. */
export function resolveDay(pieces: readonly DayPiece[], rules: DayRules): LocalDate | null {
  // The fullest piece leads: in "tue 24 nov" the date names the day, and the weekday must agree.
  const [lead, ...others] = pieces.toSorted((a, b) => FULLNESS.indexOf(a.kind) - FULLNESS.indexOf(b.kind));
  if (!lead) return null;
  const date = inRange(resolvePiece(lead, rules));
  for (const other of others) {
    const isPlainWeekday = other.kind === 'weekday' && other.choice === 'plain';
    if (isPlainWeekday && lead.kind !== 'weekday') {
      if (other.weekday === weekdayOf(date)) continue;
      throw whenError(
        'when_impossible',
        `${calendarDate(date)} is a ${weekdayName(weekdayOf(date))}, not a ${weekdayName(other.weekday)}`,
        'Leave out the weekday, or correct the one that is wrong.',
      );
    }
    if (resolvePiece(other, rules) !== date) {
      throw whenError('when_uncertain', `${quoted(lead.text)} and ${quoted(other.text)} are two different days`);
    }
  }
  return date;
}

const FULLNESS: readonly DayPiece['kind'][] = ['date', 'day_of_month', 'days_away', 'weekday'];

function resolvePiece(piece: DayPiece, rules: DayRules): LocalDate {
  switch (piece.kind) {
    case 'date':
      return piece.year === null ? yearlessDate(piece, rules) : existingDate(piece.year, piece.month, piece.day);
    case 'day_of_month':
      return dayOfMonth(piece, rules);
    case 'days_away':
      return addDays(rules.today, piece.days);
    case 'weekday':
      return weekdayDate(piece, rules);
  }
}

/** 29 February waits up to eight years for its next occurrence. */
const LEAP_REACH = 8;

function yearlessDate(
  { text, month, day, isLast }: DayPiece & { kind: 'date' },
  { today, yearless }: DayRules,
): LocalDate {
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
  const past = candidates.findLast((candidate) => candidate < today);
  const coming = candidates.find((candidate) => candidate >= today);
  if (isLast) return past ?? today;
  if (yearless === 'coming' || past === undefined) return coming ?? today;
  return coming !== undefined && daysApart(today, coming) <= daysApart(past, today) ? coming : past;
}

function dayOfMonth({ text, day }: DayPiece & { kind: 'day_of_month' }, { today, recurring }: DayRules): LocalDate {
  if (day < 1 || day > 31) throw whenError('when_impossible', `No month has a day ${quoted(text)}`);
  const step = recurring === 'coming' ? 1 : -1;
  for (let months = 0; ; months += step) {
    const candidate = `${addMonths(startOfMonth(today), months).slice(0, 8)}${pad(day)}`;
    const isBehind = recurring === 'coming' ? candidate < today : candidate > today;
    if (isLocalDate(candidate) && !isBehind) return candidate;
  }
}

/**
 * `next tue` is the coming one to some and the one of next week to others, and weeks begin on Monday or on Sunday: it is
 * taken where all of them mean the same day, and refused where they don't. `last tue` is the latest before today.
 */
function weekdayDate(piece: DayPiece & { kind: 'weekday' }, rules: DayRules): LocalDate {
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
      return coming === today || rules.recurring === 'coming' ? coming : addDays(coming, -7);
    case 'last':
      return addDays(coming, -7);
    case 'next':
      return onlyDay(piece.text, [afterToday, ...ofWeek(1)]);
    case 'this':
      return onlyDay(piece.text, [coming, ...ofWeek(0)]);
    case 'next week':
      return onlyDay(piece.text, ofWeek(1));
    case 'this week':
      return onlyDay(piece.text, ofWeek(0));
    case 'last week':
      return onlyDay(piece.text, ofWeek(-1));
  }
}

function onlyDay(text: string, readings: readonly LocalDate[]): LocalDate {
  const [first = '', second] = [...new Set(readings)].sort();
  if (second === undefined) return first;
  throw whenError(
    'when_uncertain',
    `${quoted(text)} could be ${spokenDate(first)} or ${spokenDate(second)}`,
    `Write the date: ${first} or ${second}.`,
  );
}

function daysApart(from: LocalDate, to: LocalDate): number {
  return toDayNumber(to) - toDayNumber(from);
}
