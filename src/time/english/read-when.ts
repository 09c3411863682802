import { addDays, type LocalDate, type LocalDateTime } from '../civil.ts';
import { clockText } from '../clock-time.ts';
import { quoted, type When, type WhenReference, whenError } from '../when.ts';
import { daysAround } from './days-around.ts';
import type { DayPiece, ExactPiece, Piece } from './pieces.ts';
import { plainText, readPieces } from './read-pieces.ts';
import { readTimeOfDay, type TimeOfDay } from './read-time-of-day.ts';
import type { Doubt } from './readings.ts';
import type { DayRules } from './recurring-day.ts';
import { refuseRange } from './refusals.ts';
import { isPlainWeekday, resolveDay, withOtherWeek } from './resolve-day.ts';
import { uncertain } from './uncertain.ts';
import { alternatives, yearDoubt } from './year-or-time.ts';

/** Reads a time in English; `text` is tidy and not ISO 8601. Throws UsageError unless it has exactly one reading. */
export async function readEnglishWhen(text: string, reference: WhenReference): Promise<When> {
  const { habits } = reference;
  const zoned = await findZoneIn(text, habits?.homeZone ?? null);
  if (zoned === null) return readUnzoned(text, text, reference, null);
  const { wallTimeAt } = await import('../zones.ts');
  const nowLocal = wallTimeAt(reference.now, zoned.zone);
  return readUnzoned(text, zoned.rest, { ...reference, nowLocal }, zoned.zone);
}

/** Reads a day in English by the given rules; a time of day beside it is a UsageError. */
export async function readEnglishDate(text: string, rules: DayRules, locale: string | null = null): Promise<LocalDate> {
  refuseRange(text);
  const pieces = await readPieces(text, text, rules.today, locale);
  const dates = resolveDay(pieces.filter(isDay), rules);
  const [only] = dates?.values ?? [];
  if (dates && only !== undefined && pieces.every((piece) => isDay(piece) || piece.kind === 'filler')) {
    if (dates.doubt === null) return only;
    throw uncertain(
      text,
      dates.doubt,
      dates.values.map((date) => ({ kind: 'date', date })),
    );
  }
  throw whenError(
    'when_not_understood',
    `A day is wanted: ${quoted(text)}`,
    'Write it like “1 dec”, “last mon” or 2026-12-01.',
  );
}

/** A word with a slash, or letters after a possible time. Most texts have neither and need no search for a zone. */
const MAY_HOLD_ZONE = /[a-z]\/[a-z]|\s\(?[a-z]{2,4}\)?(?:[\s,;]|$)/i;

async function findZoneIn(text: string, homeZone: string | null) {
  if (!MAY_HOLD_ZONE.test(text)) return null;
  const { findZone } = await import('./read-zone.ts');
  return findZone(text, homeZone);
}

/** `text` is without its zone; `said` is the whole text, for messages. */
async function readUnzoned(said: string, text: string, reference: WhenReference, zone: string | null): Promise<When> {
  const { nowLocal, habits } = reference;
  const today = nowLocal.slice(0, 10);
  const { pieces, minutes } = await readAll(said, text, today, reference);
  const exact = pieces.find(isExact);
  if (exact) {
    if (zone) throw whenError('when_uncertain', `${quoted(exact.text)} is a time by itself, in every zone`);
    return exactInstant(exact, pieces, reference.now);
  }
  refuseLength(pieces);
  const found = alternatives(pieces).map((each) => readParts(text, each, reference));
  const whens = found.flatMap((each) => each.whens);
  const doubt = found.length > 1 && whens.length > 1 ? yearDoubt(pieces) : (found[0]?.doubt ?? null);
  const full = whens.map((when) => (when.kind === 'local' ? withExtras(when, zone, minutes) : when));
  const [only] = full;
  if (zone && full.some(({ kind }) => kind === 'date')) {
    throw whenError(
      'when_uncertain',
      `A zone belongs to a time, and ${quoted(said)} has none`,
      'Add the time, like 18:00.',
    );
  }
  // With a 12-hour clock, a half of the day that has passed is not a reading, so the other half is certain.
  if (only && (doubt === null || (full.length === 1 && doubt.isHalfOfDay))) return only;
  throw uncertain(said, doubt as Doubt, full, habits?.clock);
}

function withExtras(when: When & { kind: 'local' }, zone: string | null, minutes: number | null): When {
  return { ...when, ...(zone === null ? {} : { zone }), ...(minutes === null ? {} : { minutes }) };
}

/** The pieces of a text, its span included, without a word left over. */
async function readAll(said: string, text: string, today: LocalDate, { habits }: WhenReference) {
  const locale = habits?.locale ?? null;
  if (!/\d\s*[a-z.]*\s*(?:[-–—]|to |until |till )/i.test(text) && !/noon|midday/i.test(text)) {
    return { pieces: await readPieces(said, text, today, locale), minutes: null };
  }
  const { findSpan } = await import('./read-span.ts');
  const span = findSpan(plainText(text), habits?.clock ?? '24');
  if (!span) {
    refuseRange(text);
    return { pieces: await readPieces(said, text, today, locale), minutes: null };
  }
  const before = span.before.trim() === '' ? [] : await readPieces(said, span.before.trim(), today, locale);
  const after = span.after.trim() === '' ? [] : await readPieces(said, span.after.trim(), today, locale);
  return { pieces: [...before, span.start, ...after], minutes: span.start.minutes };
}

/** `9h` beside a day is a time; alone it may be a duration, so it is refused. */
function refuseLength(pieces: readonly Piece[]): void {
  const length = pieces.find((piece) => piece.kind === 'clock' && piece.isLength);
  if (length?.kind !== 'clock' || pieces.some(isDay)) return;
  const time = clockText(length.clock).slice(0, 5);
  const [hour] = /\d+/.exec(length.text) ?? [];
  const message = `${quoted(length.text)} could be ${time} or ${hour} hours from now`;
  throw whenError('when_uncertain', message, `Write ${time}, or “in ${hour}h”.`);
}

interface Parts {
  readonly whens: readonly When[];
  readonly doubt: Doubt | null;
}

/** Every combination of the days and the times of a phrase. */
function readParts(text: string, pieces: readonly Piece[], reference: WhenReference): Parts {
  const { nowLocal, habits, weekStart = null, isPast = false, around } = reference;
  const today = nowLocal.slice(0, 10);
  const days = pieces.filter(isDay);
  const rules: DayRules = { today, weekStart, yearless: 'coming', recurring: 'coming', isPast };
  const clock = habits?.clock ?? '24';
  const times = readTimeOfDay(pieces, { clock, hasDay: days.length > 0 });
  const named = around ? daysAround(days, around, times, nowLocal) : null;
  const dates = named ?? resolveDay(days, rules);
  if (times === null) {
    if (dates === null) throw whenError('when_not_understood', `There is no time in ${quoted(text)}`);
    const { values, doubt } = named ?? withOtherWeek(days, dates, today);
    return { whens: values.map((date) => ({ kind: 'date', date })), doubt };
  }
  const whens = combine(days, dates?.values ?? [today], times.values, reference, named !== null);
  const asDay = times.doubt && dateOfNumber(pieces, days, rules);
  return { whens: asDay ? [...whens, asDay] : whens, doubt: dates?.doubt ?? times.doubt };
}

/** Combines every date with every time. Where none is possible, throws the error of the first combination. */
function combine(
  days: readonly DayPiece[],
  dates: readonly LocalDate[],
  times: readonly TimeOfDay[],
  { nowLocal, isPast = false }: WhenReference,
  isChosen: boolean,
): When[] {
  const whens: When[] = [];
  let refusal: unknown = null;
  for (const date of dates) {
    for (const time of times) {
      const local: LocalDateTime = `${time.isNextDay ? addDays(date, 1) : date}T${clockText(time)}`;
      const isOver = date === nowLocal.slice(0, 10) && local.slice(0, 16) < nowLocal.slice(0, 16);
      try {
        whens.push({ kind: 'local', local: isOver && !isPast ? overToday(days, local, isChosen) : local });
      } catch (error) {
        refusal ??= error;
      }
    }
  }
  if (whens.length === 0) throw refusal;
  return whens;
}

/** The date of the 6 in `sun 6`, where the 6th is a Sunday; else null. */
function dateOfNumber(pieces: readonly Piece[], days: readonly DayPiece[], rules: DayRules): When | null {
  const number = pieces.find((piece) => piece.kind === 'number' && !piece.isHour);
  const value = Number(number?.text);
  if (!number || value < 1 || value > 31 || !days.every(isPlainWeekday)) return null;
  try {
    const dates = resolveDay([...days, { kind: 'day_of_month', text: number.text, day: value }], rules);
    const [date] = dates?.values ?? [];
    return date === undefined || dates?.doubt ? null : { kind: 'date', date };
  } catch {
    return null;
  }
}

function isDay(piece: Piece): piece is DayPiece {
  return ['date', 'either_date', 'day_of_month', 'weekday', 'days_away', 'days_on'].includes(piece.kind);
}

function isExact(piece: Piece): piece is ExactPiece {
  return piece.kind === 'now' || piece.kind === 'elapsed';
}

/** The instant of `now` and `in 90 min`, to the minute: people do not mean seconds. */
function exactInstant(exact: ExactPiece, pieces: readonly Piece[], now: Date): When {
  const other = pieces.find((piece) => piece !== exact && piece.kind !== 'filler');
  if (other) {
    throw whenError('when_uncertain', `${quoted(exact.text)} is a time by itself, and ${quoted(other.text)} another`);
  }
  const ms = now.getTime() + (exact.kind === 'now' ? 0 : exact.ms);
  return { kind: 'instant', at: new Date(Math.floor(ms / 60_000) * 60_000) };
}

/** The meaning of a time that has passed today: the next such weekday, or today itself where it was named. */
function overToday(days: readonly DayPiece[], local: LocalDateTime, isChosen: boolean): LocalDateTime {
  const [date, time] = [local.slice(0, 10), local.slice(11, 16)];
  if (days.length > 0 && days.every(isPlainWeekday)) return isChosen ? local : `${addDays(date, 7)}${local.slice(10)}`;
  if (days.some((day) => day.kind === 'days_away' || (day.kind === 'date' ? day.year !== null : isPointed(day))))
    return local;
  const hint = `Write “today ${time}” for a class that has begun, or else its day, like “tomorrow ${time}”.`;
  throw whenError('when_passed', `${time} has passed today`, hint);
}

/** `this tue` names a certain day; `tue` is just the next one. */
function isPointed(day: DayPiece): boolean {
  return day.kind === 'weekday' && day.choice !== 'plain';
}
