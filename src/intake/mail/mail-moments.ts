import type { LocalDate, LocalDateTime } from '../../time/civil.ts';
import { offsetOfSaid, readSaidZone, type SaidZone } from './mail-zones.ts';
import { type DateReading, scanDates } from './scan-dates.ts';
import { type FoundTime, scanTimes } from './scan-times.ts';

/** The day and the time of day in a line. */
export interface LineTimes {
  readonly date: LocalDate | null;
  readonly time: FoundTime | null;
  /** Whether a date or time is not certain, or there are several. */
  readonly isUnclear: boolean;
  /** Whether the line contains nothing else. */
  readonly isPure: boolean;
  /** A zone after the day, where none is after the time: `12:30 - Friday, 14 August 2026 (Eastern Time)`. */
  readonly zone: SaidZone | null;
}

/** The start of a class, as a mail says it. */
export interface MailMoment {
  readonly local: LocalDateTime;
  readonly durationMinutes: number | null;
  /** Minutes east of UTC, where the mail names a zone. */
  readonly offsetMinutes: number | null;
}

const FILLER =
  /(?:^|[^\p{L}])(?:on|at|from|the|um|am|den|ab|von|uhr|le|à|de|el|las|la|a|il|alle|ore|dalle|om|op|uur|às|em|no|das|class|new|start|starts|when|date|time|\p{L}{2,4}\.|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?=[^\p{L}]|$)/giu;

/** The times in a line. `isWeekday` recognises weekdays in all languages, which do not count as other text. */
export function readLineTimes(line: string, reading: DateReading, isWeekday: (word: string) => boolean): LineTimes {
  const dates = scanDates(line, reading);
  const blanked = dates.reduce((text, { start, end }) => blank(text, start, end), line);
  const times = scanTimes(blanked);
  const days = new Set(dates.map(({ date }) => date));
  const clocks = new Set(times.map(({ time, minutes }) => `${time} ${minutes}`));
  const rest = times
    .reduce(
      (text, { start, end, zone }) => blank(text, start, zone === null ? end : end + zoneLength(text.slice(end))),
      blanked,
    )
    .replace(/\p{L}{2,}(?:-feira)?/gu, (word) => (isWeekday(word) ? '' : word))
    .replace(FILLER, ' ')
    .replace(/\((?:[^()]{0,40})\)/g, '');
  return {
    date: days.size === 1 ? (dates[0]?.date ?? null) : null,
    time: clocks.size === 1 ? (times[0] ?? null) : null,
    isUnclear:
      days.size > 1 ||
      clocks.size > 1 ||
      dates.some(({ date }) => date === null) ||
      times.some(({ time }) => time === null),
    zone: dates.map(({ end }) => readSaidZone(line.slice(end))).find((zone) => zone !== null) ?? null,
    isPure: (dates.length > 0 || times.length > 0) && !/[\p{L}\d]{2,}/u.test(rest),
  };
}

/** Combines a day and a time of day; null where one is missing or not certain. */
export function momentOf(date: LocalDate | null, time: FoundTime | null, zone: SaidZone | null): MailMoment | null {
  if (date === null || time === null || time.time === null) return null;
  const local = `${date}T${time.time}:00`;
  const said = time.zone ?? zone;
  return { local, durationMinutes: time.minutes, offsetMinutes: said === null ? null : offsetOfSaid(said, local) };
}

function zoneLength(text: string): number {
  return /^[\s,]*(?:\([^)]*\)|[A-Z]{2,5}\b|[A-Z][A-Za-z_]+\/[A-Za-z_]+)/.exec(text)?.[0].length ?? 0;
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

/** A place and its offset: "London (GMT+00:00)". */
const OFFSET_OF_PLACE = /^\p{L}[\p{L}\s/&.,-]{1,50}\(((?:GMT|UTC)\s?[+−-]\s?\d{1,2}(?::?\d\d)?)\)$/u;

/** A zone alone on a line below the time. */
export function zoneOfLine(line: string): SaidZone | null {
  if (line.length > 80) return null;
  return readSaidZone(line) ?? readSaidZone(OFFSET_OF_PLACE.exec(line)?.[1] ?? '');
}
