import { type Weekday, weekdayOfDayNumber } from './civil.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import { DAY_MS } from './units.ts';

// Finds the starts of a rule (RFC 5545 §3.3.10) with bounded effort. ical.js can expand a rule too, but it never
// returns from one without dates (30 February), and follows every rule from its beginning: a feed could hang the
// program.

const UNIT_MS = { HOURLY: 3_600_000, MINUTELY: 60_000, SECONDLY: 1000 } as const;
/** A rule with more starts in a day is not about classes. */
const MAX_TIMES_A_DAY = 100;

/**
 * How many steps (days or shorter) the search may still take. The series of a file share it, so the file has a bound.
 */
export interface Effort {
  left: number;
}

/**
 * The wall times (ms) of the rule from `start` to `to`, both included, that are not before `from`, in order. `start` is
 * always the first and counts, even where the rule does not contain it. Null where there are more than `limit`, or
 * where the search takes more than `effort`.
 */
export function expandRule(
  rule: RecurrenceRule,
  start: number,
  { from, to, limit }: { readonly from: number; readonly to: number; readonly limit: number },
  effort: Effort,
): number[] | null {
  const full = withDefaults(rule, start);
  if (isTooOften(full)) return null;
  const found: number[] = start >= from && start <= to ? [start] : [];
  let count = 1;
  // A rule that is counted must be followed from its beginning.
  for (let turn = rule.count === null ? firstTurn(rule, start, from) : 0; ; turn += 1) {
    const period = periodOf(full, start, turn);
    // Written so that NaN, where an interval leads out of the calendar, ends the search too.
    if (!(period.begins <= to)) return found;
    const candidates = candidatesOf(full, period, effort);
    if (effort.left < 0) return null;
    for (const at of candidates) {
      if (at <= start) continue;
      if (at > to || (rule.count !== null && count >= rule.count)) return found;
      count += 1;
      if (at >= from) found.push(at);
      if (found.length > limit) return null;
    }
    if (rule.count !== null && count >= rule.count) return found;
  }
}

/** Whether a rule contains its start, which {@link expandRule} takes in any case. */
export function holdsStart(rule: RecurrenceRule, start: number): boolean {
  const full = withDefaults(rule, start);
  // Only one period is searched, so its effort is not counted.
  return !isTooOften(full) && candidatesOf(full, periodOf(full, start, 0), { left: 0 }).includes(start);
}

function isTooOften({ hours, minutes, seconds }: RecurrenceRule): boolean {
  return hours.length * minutes.length * seconds.length > MAX_TIMES_A_DAY;
}

/** Fills in what a rule leaves out: it comes from the start. */
function withDefaults(rule: RecurrenceRule, start: number): RecurrenceRule {
  const at = new Date(start);
  const { frequency, months, weeks, yearDays, monthDays, weekdays } = rule;
  const saysDays = weeks.length + yearDays.length + monthDays.length + weekdays.length > 0;
  const isYearly = frequency === 'YEARLY';
  const takesMonthDay = !saysDays && (isYearly || frequency === 'MONTHLY');
  const takesWeekday =
    (frequency === 'WEEKLY' && weekdays.length === 0) ||
    (weeks.length > 0 && weekdays.length + monthDays.length + yearDays.length === 0);
  const isSubDaily = frequency in UNIT_MS;
  return {
    ...rule,
    months: isYearly && !saysDays && months.length === 0 ? [at.getUTCMonth() + 1] : months,
    monthDays: takesMonthDay ? [at.getUTCDate()] : monthDays,
    weekdays: takesWeekday ? [{ weekday: weekdayOfDayNumber(dayOf(start)), nth: 0 }] : weekdays,
    hours: rule.hours.length > 0 || isSubDaily ? rule.hours : [at.getUTCHours()],
    minutes:
      rule.minutes.length > 0 || frequency === 'MINUTELY' || frequency === 'SECONDLY'
        ? rule.minutes
        : [at.getUTCMinutes()],
    seconds: rule.seconds.length > 0 || frequency === 'SECONDLY' ? rule.seconds : [at.getUTCSeconds()],
  };
}

interface Period {
  /** Wall ms. */
  readonly begins: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** The `turn`-th year, month, week, day or shorter unit of the rule, the one that holds `start` being 0. */
function periodOf({ frequency, interval, weekStart }: RecurrenceRule, start: number, turn: number): Period {
  const at = new Date(start);
  const days = (firstDay: number, lastDay: number): Period => ({ begins: firstDay * DAY_MS, firstDay, lastDay });
  switch (frequency) {
    case 'YEARLY': {
      const year = at.getUTCFullYear() + turn * interval;
      return days(dayNumber(year, 0, 1), dayNumber(year + 1, 0, 1) - 1);
    }
    case 'MONTHLY': {
      const month = at.getUTCMonth() + turn * interval;
      return days(dayNumber(at.getUTCFullYear(), month, 1), dayNumber(at.getUTCFullYear(), month + 1, 1) - 1);
    }
    case 'WEEKLY': {
      const first = startOfWeek(dayOf(start), weekStart) + turn * interval * 7;
      return days(first, first + 6);
    }
    case 'DAILY': {
      const day = dayOf(start) + turn * interval;
      return days(day, day);
    }
    default: {
      const unit = UNIT_MS[frequency];
      const begins = Math.floor(start / unit) * unit + turn * interval * unit;
      return { begins, firstDay: dayOf(begins), lastDay: dayOf(begins) };
    }
  }
}

/** A turn shortly before `from`, so that a rule from long ago is not followed through all its years. */
function firstTurn({ frequency, interval }: RecurrenceRule, start: number, from: number): number {
  const longest = { YEARLY: 366 * DAY_MS, MONTHLY: 31 * DAY_MS, WEEKLY: 7 * DAY_MS, DAILY: DAY_MS, ...UNIT_MS };
  return Math.max(0, Math.floor((from - start) / (longest[frequency] * interval)) - 1);
}

/** The starts of a complete rule within a period, in order. */
function candidatesOf(rule: RecurrenceRule, period: Period, effort: Effort): readonly number[] {
  effort.left -= 1;
  const starts: number[] = [];
  const months = rule.frequency === 'YEARLY' ? rule.months : [];
  for (let day = period.firstDay; day <= period.lastDay; day += 1) {
    const date = dateOf(day);
    if (months.length > 0 && !months.includes(date.month)) {
      day = dayNumber(date.year, date.month, 1) - 1;
      continue;
    }
    effort.left -= 1;
    if (holdsDay(rule, day, date)) starts.push(...timesOn(rule, day, period));
  }
  starts.sort((a, b) => a - b);
  return rule.positions.length === 0
    ? starts
    : starts.filter((_, index) => holds(rule.positions, index + 1, starts.length));
}

interface CivilDate {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly dayOfMonth: number;
}

/** Whether a day passes every BY part that is about days. */
function holdsDay(rule: RecurrenceRule, day: number, date: CivilDate): boolean {
  const { months, weeks, yearDays, monthDays, weekdays } = rule;
  if (months.length > 0 && !months.includes(date.month)) return false;
  if (monthDays.length > 0) {
    const length = dayNumber(date.year, date.month, 1) - dayNumber(date.year, date.month - 1, 1);
    if (!holds(monthDays, date.dayOfMonth, length)) return false;
  }
  if (yearDays.length > 0) {
    const first = dayNumber(date.year, 0, 1);
    if (!holds(yearDays, day - first + 1, dayNumber(date.year + 1, 0, 1) - first)) return false;
  }
  if (weeks.length > 0 && !holds(weeks, ...weekOf(day, date.year, rule.weekStart))) return false;
  return weekdays.length === 0 || weekdays.some((each) => isWeekday(rule, each, day, date));
}

/** Whether a list contains a place. Negative numbers in the list count from the end. */
function holds(list: readonly number[], place: number, length: number): boolean {
  return list.includes(place) || list.includes(place - length - 1);
}

function isWeekday(
  { frequency, months, weeks }: RecurrenceRule,
  { weekday, nth }: RecurrenceRule['weekdays'][number],
  day: number,
  { year, month }: CivilDate,
): boolean {
  if (weekdayOfDayNumber(day) !== weekday) return false;
  const counts = nth !== 0 && weeks.length === 0 && (frequency === 'MONTHLY' || frequency === 'YEARLY');
  if (!counts) return true;
  const isOfMonth = frequency === 'MONTHLY' || months.length > 0;
  const first = isOfMonth ? dayNumber(year, month - 1, 1) : dayNumber(year, 0, 1);
  const last = (isOfMonth ? dayNumber(year, month, 1) : dayNumber(year + 1, 0, 1)) - 1;
  return nth > 0 ? Math.floor((day - first) / 7) + 1 === nth : Math.floor((last - day) / 7) + 1 === -nth;
}

/** The week of the year that a day belongs to, and how many weeks that year has (ISO 8601, for any week start). */
function weekOf(day: number, year: number, weekStart: Weekday): [week: number, weeks: number] {
  const firstWeek = (of: number) => startOfWeek(dayNumber(of, 0, 4), weekStart);
  const of = day < firstWeek(year) ? year - 1 : day >= firstWeek(year + 1) ? year + 1 : year;
  const first = firstWeek(of);
  return [Math.floor((day - first) / 7) + 1, (firstWeek(of + 1) - first) / 7];
}

/** The starts on a day; for a period shorter than a day, only those within it. */
function timesOn({ frequency, hours, minutes, seconds }: RecurrenceRule, day: number, { begins }: Period): number[] {
  const at = new Date(begins);
  const within = (list: readonly number[], own: number) => (list.length === 0 || list.includes(own) ? [own] : []);
  const isSubDaily = frequency in UNIT_MS;
  const [h, m, s] = [
    isSubDaily ? within(hours, at.getUTCHours()) : hours,
    frequency === 'MINUTELY' || frequency === 'SECONDLY' ? within(minutes, at.getUTCMinutes()) : minutes,
    frequency === 'SECONDLY' ? within(seconds, at.getUTCSeconds()) : seconds,
  ];
  return h.flatMap((hour) =>
    m.flatMap((minute) => s.map((second) => day * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000)),
  );
}

function dayOf(wall: number): number {
  return Math.floor(wall / DAY_MS);
}

/** `month` from 0, and beyond 11 into later years. */
function dayNumber(year: number, month: number, day: number): number {
  // Date.UTC takes years below 100 for those of the last century.
  return year >= 100 ? Date.UTC(year, month, day) / DAY_MS : new Date(0).setUTCFullYear(year, month, day) / DAY_MS;
}

function dateOf(day: number): CivilDate {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}

function startOfWeek(day: number, weekStart: Weekday): number {
  return day - ((weekdayOfDayNumber(day) - weekStart + 7) % 7);
}
