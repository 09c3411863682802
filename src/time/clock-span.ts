import { CLOCK_PATTERN, readClock } from './clock-time.ts';
import type { ClockFormat } from './names.ts';
import { pad } from './when.ts';

/** A span of the clock: the minute of the day at which it begins, and its length, from 1 minute to less than a day. */
export interface ClockSpan {
  readonly start: number;
  readonly minutes: number;
}

/** One end of a span, in minutes of the day; `half` tells how the half of the day is known. */
interface Edge {
  readonly minutes: number;
  /** `told` by am or pm, `certain` on a 24-hour clock, `open` like 6:30, `bare` like 6. */
  readonly half: 'told' | 'certain' | 'open' | 'bare';
}

const DAY = 1440;
const HALF_DAY = 720;
const ONLY_CLOCK = new RegExp(`^${CLOCK_PATTERN}$`, 'i');

/** The regular expression of an end that {@link readClockSpan} takes: a clock time or a bare hour. */
export const EDGE_PATTERN = `(?:${CLOCK_PATTERN}|\\d{1,2}\\s?h|noon|midday|midnight|\\d{1,2})`;

/**
 * The readings of a span. There are none where an end is not a time or both ends are the same. There are two where
 * nothing tells the half of the day (`6-7`; with a 12-hour clock also `6:00-7:00`). An am or pm at one end settles the
 * other end so that the span is shorter than half a day: `6-7pm` is one hour, `11-1pm` two. Throws UsageError for an
 * impossible time.
 */
export function readClockSpan(from: string, to: string, clock: ClockFormat = '24'): readonly ClockSpan[] {
  const [start, end] = [readEdge(from), readEdge(to)];
  if (!start || !end) return [];
  const span = (at: number, until: number): ClockSpan => ({ start: at % DAY, minutes: (until - at + 2 * DAY) % DAY });
  const spans: ClockSpan[] = [];
  if (start.half !== 'told' && end.half === 'told' && canFlip(start)) {
    spans.push(...[start.minutes, start.minutes + HALF_DAY].map((at) => span(at, end.minutes)).filter(isShort));
  } else if (start.half === 'told' && end.half !== 'told' && canFlip(end)) {
    spans.push(...[end.minutes, end.minutes + HALF_DAY].map((until) => span(start.minutes, until)).filter(isShort));
  } else if (isAnyHalf(start, clock) && isAnyHalf(end, clock)) {
    const minutes = (end.minutes - start.minutes + DAY) % HALF_DAY;
    spans.push({ start: start.minutes % HALF_DAY, minutes }, { start: (start.minutes % HALF_DAY) + HALF_DAY, minutes });
  } else {
    spans.push(span(start.minutes, end.minutes));
  }
  return spans.filter(({ minutes }) => minutes > 0);
}

/** `HH:MM` of minutes of a day. */
export function timeOfMinutes(minutes: number): string {
  return `${pad(Math.floor((minutes % DAY) / 60))}:${pad(minutes % 60)}`;
}

function readEdge(text: string): Edge | null {
  const plain = text.trim().toLowerCase();
  if (plain === 'noon' || plain === 'midday') return { minutes: HALF_DAY, half: 'certain' };
  if (plain === 'midnight') return { minutes: DAY, half: 'certain' };
  if (/^24(?::00)?$/.test(plain)) return { minutes: DAY, half: 'certain' };
  const [, digits, hours] = /^(?:(\d{1,2})|(\d{1,2})\s?h)$/.exec(plain) ?? [];
  if (hours !== undefined) return Number(hours) > 23 ? null : { minutes: Number(hours) * 60, half: 'certain' };
  if (digits !== undefined) {
    const hour = Number(digits);
    if (hour > 23) return null;
    return { minutes: hour * 60, half: hour > 12 || digits.startsWith('0') ? 'certain' : 'bare' };
  }
  if (!ONLY_CLOCK.test(plain)) return null;
  const { hour, minute, second, isUnmarked } = readClock(plain);
  if (second > 0) return null;
  const half = /[ap](?:\.?m\.?)?$/.test(plain) ? 'told' : isUnmarked || hour === 12 ? 'open' : 'certain';
  return { minutes: hour * 60 + minute, half };
}

/** Whether the other end may still decide its half of the day. */
function canFlip({ minutes, half }: Edge): boolean {
  return (half === 'open' || half === 'bare') && minutes <= HALF_DAY + 59;
}

function isAnyHalf({ half }: Edge, clock: ClockFormat): boolean {
  return half === 'bare' || (half === 'open' && clock === '12');
}

function isShort({ minutes }: ClockSpan): boolean {
  return minutes > 0 && minutes < HALF_DAY;
}
