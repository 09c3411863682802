import { addDays, type LocalDate, startOfWeek, toDayNumber, type Weekday, weekdayOf } from '../time/civil.ts';
import type { ClockTime } from '../time/clock-time.ts';
import type { DayPiece, Piece } from '../time/english/pieces.ts';
import { parseTimeRange } from '../time/parse-time-range.ts';
import { pad } from '../time/when.ts';
import { type Booking, localDateOf } from './booking.ts';
import { scanOrNull, WHEN_KINDS } from './reference-words.ts';

/** Which day a weekday means: the coming one (today included), or the latest. */
export type Direction = 'ahead' | 'back';
/** `next spin`, `last yoga`: of all matches, the one that begins next, or the one that began last. */
export type Pick = 'next' | 'last';

/** Keeps the bookings of a list that are on a day or at a time. */
type Narrowing = (candidates: readonly Booking[], looks: Direction, today: LocalDate) => readonly Booking[];

export interface NameWord {
  readonly text: string;
  /** A word such as `on` or `at`, which may or may not be a part of the name. */
  readonly isFiller: boolean;
}

/** One way to understand the words of a reference. */
export interface Reading {
  readonly pick: Pick | null;
  /** In the order in which to apply them: exact ones before those that choose the nearest. */
  readonly narrowings: readonly Narrowing[];
  /** The other words, in order: the name of a class, a place, an instructor. */
  readonly name: readonly NameWord[];
  /** One of the words of the name is also a day or a time, so it must match a whole word of the class name. */
  readonly isStrict: boolean;
}

/** One meaning of a piece of the text. */
type Option = { pick: Pick } | { narrowings: readonly Ordered[] } | { word: NameWord; isStrict: boolean };

interface Ordered {
  readonly order: number;
  readonly narrow: Narrowing;
}

/**
 * No person gives so many days and times in one reference. With more, only two readings are tried: all times, all
 * names.
 */
const MOST_READINGS = 256;

/** Every way to read the words of a reference. There is always the one in which all of them are a name. Pure. */
export function readWords(words: string): readonly Reading[] {
  const pieces = scanOrNull(words) ?? words.split(/\s+/).map((text): Piece => ({ kind: 'unknown', text }));
  const options = pieces.map((_, index) => optionsOf(pieces, index));
  const count = options.reduce((product, each) => product * each.length, 1);
  if (count > MOST_READINGS)
    return [options.map((each) => each.slice(0, 1)), options.map((each) => each.slice(-1))].flatMap(combine);
  return combine(options);
}

/** All combinations of one option per piece. */
function combine(options: readonly (readonly Option[])[]): Reading[] {
  let all: (readonly Option[])[] = [[]];
  for (const each of options) all = all.flatMap((chosen) => each.map((option) => [...chosen, option]));
  return all.map(toReading);
}

function toReading(chosen: readonly Option[]): Reading {
  const narrowings = chosen.flatMap((option) => ('narrowings' in option ? option.narrowings : []));
  const words = chosen.flatMap((option) => ('word' in option ? [option] : []));
  return {
    pick: chosen.flatMap((option) => ('pick' in option ? [option.pick] : []))[0] ?? null,
    narrowings: narrowings.toSorted((a, b) => a.order - b.order).map(({ narrow }) => narrow),
    name: words.map(({ word }) => word),
    isStrict: words.some(({ isStrict }) => isStrict),
  };
}

const EXACT = 0;
const HOUR = 1;
const NEAREST = 2;
const NEAREST_WEEKDAY = 3;

function narrowing(order: number, narrow: Narrowing): Option {
  return { narrowings: [{ order, narrow }] };
}

/** What one piece may mean; the last option is that it belongs to the name. */
function optionsOf(pieces: readonly Piece[], index: number): readonly Option[] {
  const piece = pieces[index];
  if (!piece) return [];
  const { text } = piece;
  const others = pieces.filter((other) => other !== piece);
  const name = (isStrict: boolean): Option => ({ word: { text, isFiller: piece.kind === 'filler' }, isStrict });
  if (piece.kind === 'clock') return [onClock(piece.clock, others), name(true)];
  if (piece.kind === 'part') return [inPart(piece.part), name(true)];
  if (piece.kind === 'number') return [...numberOptions(pieces, index), name(false)];
  if (isDay(piece)) return [onDay(piece), name(true)];
  const keyword = text.toLowerCase();
  if (keyword === 'next' || keyword === 'last') return [{ pick: keyword }, name(true)];
  return [name(false)];
}

/** A piece that names one day. */
type NamedDay = Exclude<DayPiece, { kind: 'either_date' | 'days_on' }>;

function isDay(piece: Piece): piece is NamedDay {
  return WHEN_KINDS.has(piece.kind) && piece.kind !== 'clock' && piece.kind !== 'part';
}

/**
 * A number may be an hour where there is a day (`fri 18`, `thu 1830`), and the day of the month after a weekday (`tue
 * 24`).
 */
function numberOptions(pieces: readonly Piece[], index: number): Option[] {
  const { text } = pieces[index] ?? { text: '' };
  const options: Option[] = [];
  const before = pieces[index - 1];
  if (before?.kind === 'weekday' && /^\d\d?$/.test(text)) options.push(onDayOfMonth(Number(text)));
  const [, hour = '', minute = '0'] = /^(\d\d?)(\d\d)?$/.exec(text) ?? [];
  if (hour !== '' && Number(hour) < 24 && Number(minute) < 60 && pieces.some((piece) => isDay(piece))) {
    const clock = { hour: Number(hour), minute: Number(minute), second: 0, isOpen: Number(hour) < 12 };
    options.push(onClock(clock, pieces));
  }
  return options;
}

/** A time that may be morning or evening (`6:30`) is the morning where a class begins then, else the evening. */
function onClock({ hour, minute, isOpen }: ClockTime, others: readonly Piece[]): Option {
  const at = (hours: number) => (booking: Booking) => timeOf(booking) === `${pad(hours)}:${pad(minute)}`;
  const isSettled = others.some(({ kind }) => kind === 'part');
  return narrowing(HOUR, (candidates) => {
    const said = candidates.filter(at(hour));
    if (!isOpen) return said;
    const later = candidates.filter(at(hour + 12));
    return isSettled ? [...said, ...later] : said.length > 0 ? said : later;
  });
}

function inPart(part: string): Option {
  const { from, to } = parseTimeRange(part === 'night' ? 'evening' : part);
  const isIn = (time: string) => (from < to ? time >= from && time < to : time >= from || time < to);
  return narrowing(EXACT, (candidates) => candidates.filter((booking) => isIn(timeOf(booking))));
}

function timeOf({ startsLocal }: Booking): string {
  return startsLocal.slice(11, 16);
}

function onDay(piece: NamedDay): Option {
  switch (piece.kind) {
    case 'days_away':
      return onDates((today) => [addDays(today, piece.days)]);
    case 'day_of_month':
      return onDayOfMonth(piece.day);
    case 'date': {
      const { year, month, day, isLast } = piece;
      const ending = `-${pad(month)}-${pad(day)}`;
      if (year !== null) return onDates(() => [`${String(year).padStart(4, '0')}${ending}`]);
      return narrowing(NEAREST, (all, _looks, today) => onNearest(all, ending, today, isLast));
    }
    case 'weekday': {
      const { weekday, choice } = piece;
      if (choice !== 'plain') return onDates((today) => weekdayDates(weekday, choice, today));
      const isOn = (booking: Booking) => weekdayOf(localDateOf(booking)) === weekday;
      return {
        narrowings: [
          { order: EXACT, narrow: (candidates) => candidates.filter(isOn) },
          { order: NEAREST_WEEKDAY, narrow: (all, looks, today) => onWeekday(all, weekday, looks, today) },
        ],
      };
    }
  }
}

function onDates(datesOf: (today: LocalDate) => readonly LocalDate[]): Option {
  return narrowing(EXACT, (candidates, _looks, today) =>
    candidates.filter((each) => datesOf(today).includes(localDateOf(each))),
  );
}

/** The bookings on the nearest such weekday in the direction; where there are none, all of them. */
function onWeekday(candidates: readonly Booking[], weekday: Weekday, looks: Direction, today: LocalDate) {
  const distance = (weekday - weekdayOf(today) + 7) % 7;
  const date = addDays(today, looks === 'ahead' || distance === 0 ? distance : distance - 7);
  const nearest = candidates.filter((booking) => localDateOf(booking) === date);
  return nearest.length > 0 ? nearest : candidates;
}

/**
 * The dates that `next tue` and the like may mean. Some people mean the coming Tuesday, others that of the next week;
 * and a week begins on Monday or on Sunday.
 */
function weekdayDates(weekday: Weekday, choice: string, today: LocalDate): LocalDate[] {
  const coming = addDays(today, (weekday - weekdayOf(today) + 7) % 7);
  const ofWeek = (weeks: number) =>
    ([1, 7] as const).map((start) => addDays(startOfWeek(today, start), 7 * weeks + ((weekday - start + 7) % 7)));
  if (choice === 'last') return [addDays(coming, -7)];
  if (choice === 'next') return [coming === today ? addDays(today, 7) : coming, ...ofWeek(1)];
  if (choice === 'this') return [coming, ...ofWeek(0)];
  return ofWeek(choice === 'next week' ? 1 : choice === 'last week' ? -1 : 0);
}

/** The bookings on a day of the year (`ending` is `-MM-DD`); of several years, the nearest to today. */
function onNearest(candidates: readonly Booking[], ending: string, today: LocalDate, isLast: boolean) {
  const found = candidates.filter((booking) => {
    const date = localDateOf(booking);
    return date.endsWith(ending) && (!isLast || date < today);
  });
  const distanceOf = (booking: Booking) => Math.abs(toDayNumber(localDateOf(booking)) - toDayNumber(today));
  const nearest = Math.min(...found.map(distanceOf));
  return found.filter((booking) => distanceOf(booking) === nearest);
}

/** The bookings on a day of the month: on the nearest such date in the direction, else in the other direction. */
function onDayOfMonth(day: number): Option {
  return narrowing(NEAREST, (candidates, looks, today) => {
    const found = candidates.filter((booking) => localDateOf(booking).endsWith(`-${pad(day)}`));
    const dates = found.map(localDateOf).toSorted();
    const ahead = dates.find((date) => date >= today);
    const back = dates.findLast((date) => date <= today);
    const date = looks === 'ahead' ? (ahead ?? back) : (back ?? ahead);
    return found.filter((booking) => localDateOf(booking) === date);
  });
}
