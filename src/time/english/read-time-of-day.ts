import { timeOfMinutes } from '../clock-span.ts';
import { type ClockTime, clockText, existingClock } from '../clock-time.ts';
import type { ClockFormat } from '../names.ts';
import { pad, quoted, whenError } from '../when.ts';
import type { PartOfDay, Piece } from './pieces.ts';
import { certain, type Doubt, type Readings } from './readings.ts';
import { doubtOfNumber } from './refusals.ts';

/** A time of a day, or the midnight that ends it and begins the next day. */
export interface TimeOfDay extends ClockTime {
  readonly isNextDay?: boolean;
}

/** What helps to read a time beside its words. */
export interface TimeRules {
  readonly clock: ClockFormat;
  /** Whether the phrase names a day: four digits beside one are a time. */
  readonly hasDay: boolean;
}

/** The first and last hour of each part of the day, both included. */
const HOURS: Readonly<Record<PartOfDay, readonly [number, number]>> = {
  morning: [0, 11],
  afternoon: [12, 17],
  evening: [16, 23],
  night: [18, 23],
};

type ClockPiece = Piece & { kind: 'clock' | 'number' | 'span_start' | 'midnight' };
type PartPiece = Piece & { kind: 'part' };

/**
 * The times of day that a phrase may mean, null where it names none. "In the evening" settles the half of the day of
 * 7:30, but is not a time by itself. Throws UsageError for several times and for a time outside its part of the day.
 */
export function readTimeOfDay(pieces: readonly Piece[], rules: TimeRules): Readings<TimeOfDay> | null {
  const part = pieces.find((piece) => piece.kind === 'part') ?? null;
  const other = pieces.find((piece) => piece.kind === 'part' && piece.part !== part?.part);
  if (other) refuseTwo(other.text, part?.text ?? '');
  const [first, ...others] = pieces.filter(isClockPiece);
  if (!first) {
    if (!part) return null;
    throw whenError('when_uncertain', `${quoted(part.text)} is not an exact time`, 'Add the time, like 18:30 or 7pm.');
  }
  let readings = readingsOf(first, part, rules);
  for (const other of others) {
    const said = readingsOf(other, part, rules).values.map(clockText);
    const values = readings.values.filter((clock) => said.includes(clockText(clock)));
    if (values.length === 0) refuseTwo(first.text, other.text);
    readings = { ...readings, values };
  }
  return readings;
}

function isClockPiece(piece: Piece): piece is ClockPiece {
  return ['clock', 'number', 'span_start', 'midnight'].includes(piece.kind);
}

function readingsOf(piece: ClockPiece, part: PartPiece | null, rules: TimeRules): Readings<TimeOfDay> {
  switch (piece.kind) {
    case 'midnight':
      return midnight(part);
    case 'span_start':
      return spanStart(piece, part, rules);
    case 'number':
      return numberReadings(piece, part, rules);
    case 'clock': {
      const { text, clock, isSpoken = false } = piece;
      if (part) return certain(within(part, text, clock));
      const isByHabit = clock.isUnmarked === true && rules.clock === '12';
      if (!clock.isOpen || !(isSpoken || isByHabit)) return certain(clock);
      return bothHalves(clock, { ...halfDoubt(text, clock, rules.clock), isHalfOfDay: isByHabit });
    }
  }
}

/** "Midnight tonight" ends the day; alone it may begin it. */
function midnight(part: PartPiece | null): Readings<TimeOfDay> {
  const end = { ...existingClock(0, 0, 0), isNextDay: true };
  if (part?.part === 'night' || part?.part === 'evening') return certain(end);
  const hint = 'Write 00:00 with the day that begins then, like “sat 00:00”.';
  const message = '“midnight” could be the start of the day or its end';
  return { values: [existingClock(0, 0, 0), end], doubt: { message, hint: null, otherwise: hint } };
}

function spanStart(
  { text, starts, minutes }: Piece & { kind: 'span_start' },
  part: PartPiece | null,
  { clock }: TimeRules,
): Readings<TimeOfDay> {
  const clocks = starts.map((start) => existingClock(Math.floor(start / 60), start % 60, 0));
  const fitting = part ? clocks.filter((each) => isWithin(part, each.hour)) : clocks;
  const [only, another] = fitting;
  if (!only)
    throw whenError('when_impossible', `${quoted(text)} is not in the ${part?.part} (${quoted(part?.text ?? '')})`);
  if (!another) return certain(only);
  const named = starts.map((start) => `${timeOfMinutes(start)}–${timeOfMinutes(start + minutes)}`).join(' or ');
  const isHalfOfDay = clock === '12' && text.includes(':');
  return { values: fitting, doubt: { message: `${quoted(text)} could be ${named}`, hint: null, isHalfOfDay } };
}

/**
 * A bare number is an hour only where the words around it say so: "at 18", "friday evening 7". Four digits beside a day
 * are a time too.
 */
function numberReadings(
  { text: said, isHour, digits: text = said }: Piece & { kind: 'number' },
  part: PartPiece | null,
  { hasDay }: TimeRules,
): Readings<TimeOfDay> {
  const value = Number(text);
  const [, hour, minute] = /^([01]\d|2[0-3])([0-5]\d)$/.exec(text) ?? [];
  if (hour !== undefined && (hasDay || part)) {
    const clock = existingClock(Number(hour), Number(minute), 0, !hour.startsWith('0'));
    return certain(part ? within(part, text, clock) : clock);
  }
  if (part && value <= 23) return certain(within(part, text, existingClock(value, 0, 0, true)));
  if (isHour && (value === 0 || value > 12)) return certain(existingClock(value, 0, 0));
  // Throws where the number cannot be an hour.
  const doubt = doubtOfNumber(text, isHour);
  const clock = existingClock(value % 24, 0, 0);
  if (value > 12 || value === 0) return { values: [clock], doubt };
  if (!hasDay && !isHour) throw whenError('when_uncertain', doubt.message, doubt.otherwise);
  return bothHalves(existingClock(value % 12, 0, 0), doubt);
}

function bothHalves(clock: ClockTime, doubt: Doubt): Readings<TimeOfDay> {
  const morning = { ...clock, hour: clock.hour % 12 };
  return { values: [morning, { ...morning, hour: morning.hour + 12 }], doubt };
}

function halfDoubt(text: string, clock: ClockTime, habit: TimeRules['clock']): Doubt {
  const time = clockText(clock).slice(2, 5);
  const [am, pm] =
    habit === '12'
      ? [`${clock.hour}${time} am`, `${clock.hour}${time} pm`]
      : [`${pad(clock.hour)}${time}`, `${clock.hour + 12}${time}`];
  return { message: `${quoted(text)} could be ${am} or ${pm}`, hint: null, otherwise: `Write ${am} or ${pm}.` };
}

function isWithin({ part }: PartPiece, hour: number): boolean {
  const [from, to] = HOURS[part];
  return hour >= from && hour <= to;
}

function within(part: PartPiece, text: string, clock: ClockTime): ClockTime {
  for (const hour of clock.isOpen ? [clock.hour, clock.hour + 12] : [clock.hour]) {
    if (isWithin(part, hour)) return { ...clock, hour };
  }
  throw whenError('when_impossible', `${quoted(text)} is not in the ${part.part} (${quoted(part.text)})`);
}

function refuseTwo(first: string, second: string): never {
  throw whenError('when_uncertain', `${quoted(first)} and ${quoted(second)} are two different times`);
}
