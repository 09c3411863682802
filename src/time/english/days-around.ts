import { addDays, type LocalDate, type LocalDateTime, startOfWeek, type Weekday, weekdayOf } from '../civil.ts';
import { clockText } from '../clock-time.ts';
import { quoted } from '../when.ts';
import type { DayPiece } from './pieces.ts';
import type { TimeOfDay } from './read-time-of-day.ts';
import { certain, type Readings } from './readings.ts';
import { isPlainWeekday } from './resolve-day.ts';

/**
 * The day to which a class at `local` moves: its own day where only a time is named, or the named weekday in its week.
 * Null where the words name a day in another way.
 */
export function daysAround(
  days: readonly DayPiece[],
  { local, weekStart }: { readonly local: LocalDateTime; readonly weekStart: Weekday },
  times: Readings<TimeOfDay> | null,
  nowLocal: LocalDateTime,
): Readings<LocalDate> | null {
  if (days.length === 0) return times === null ? null : certain(local.slice(0, 10));
  const [weekday, ...others] = [
    ...new Set(days.map((day) => (isPlainWeekday(day) && day.kind === 'weekday' ? day.weekday : null))),
  ];
  if (weekday == null || others.length > 0) return null;
  const date = addDays(startOfWeek(local.slice(0, 10), weekStart), (weekday - weekStart + 7) % 7);
  const moment = `${date}T${times?.values[0] ? clockText(times.values[0]) : local.slice(11)}`;
  if (local <= nowLocal || moment >= nowLocal) return certain(date);
  // Nobody moves a coming class into the past, so the weekday may also mean the next one from now.
  const values = [date, nextAhead(date, nowLocal)];
  const [word = ''] = days.map((day) => day.text);
  return { values, doubt: { message: `${quoted(word)} of the week of the class is over`, hint: null } };
}

function nextAhead(date: LocalDate, nowLocal: LocalDateTime): LocalDate {
  const today = nowLocal.slice(0, 10);
  return addDays(today, (weekdayOf(date) - weekdayOf(today) + 7) % 7 || 7);
}
