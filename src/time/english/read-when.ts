import { addDays, type LocalDate, type LocalDateTime } from '../civil.ts';
import { clockText } from '../clock-time.ts';
import { quoted, type When, type WhenReference, whenError } from '../when.ts';
import { readTimeOfDay } from './read-time-of-day.ts';
import { refuseRange, refuseSpan, refuseWords } from './refusals.ts';
import { type DayRules, resolveDay } from './resolve-day.ts';
import { type DayPiece, type ExactPiece, type Piece, scanPieces } from './scan-pieces.ts';

/** Reads a time in English; `text` is tidy and not ISO 8601. Throws UsageError for all that is not whole and certain. */
export async function readEnglishWhen(text: string, reference: WhenReference): Promise<When> {
  const { nowLocal, weekStart = null } = reference;
  const today = nowLocal.slice(0, 10);
  const pieces = await readPieces(text, today);
  const exact = pieces.find(isExact);
  if (exact) return exactInstant(exact, pieces, reference.now);

  const days = pieces.filter(isDay);
  const date = resolveDay(days, { today, weekStart, yearless: 'coming', recurring: 'coming' });
  const clock = readTimeOfDay(pieces);
  if (clock === null) return { kind: 'date', date: dayAlone(text, days, date, today) };
  const local: LocalDateTime = `${date ?? today}T${clockText(clock)}`;
  const isOver = (date ?? today) === today && local.slice(0, 16) < nowLocal.slice(0, 16);
  return { kind: 'local', local: isOver ? overToday(days, local) : local };
}

/** Reads a day in English by the given rules; a time of day beside it is a UsageError. */
export async function readEnglishDate(text: string, rules: DayRules): Promise<LocalDate> {
  const pieces = await readPieces(text, rules.today);
  const date = resolveDay(pieces.filter(isDay), rules);
  if (date !== null && pieces.every((piece) => isDay(piece) || piece.kind === 'filler')) return date;
  throw whenError(
    'when_not_understood',
    `A day is wanted: ${quoted(text)}`,
    'Write it like “1 dec”, “last mon” or 2026-12-01.',
  );
}

/** What a text says, all of it understood. */
async function readPieces(text: string, today: LocalDate): Promise<Piece[]> {
  refuseRange(text);
  // `2026-11-24T6pm` is half ISO; a full stop ends a sentence, not a time.
  const plain = text.replace(/(\d{4}-\d\d?-\d\d?)T(?=\d)/i, '$1 ').replace(/[.!]+$/, '');
  const pieces = scanPieces(plain);
  const unknown = pieces.filter((piece) => piece.kind === 'unknown').map((piece) => piece.text);
  if (unknown.length > 0) refuseWords(unknown, text);
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'span') refuseSpan(piece.text);
    if (piece.kind !== 'offset') continue;
    // chrono-node takes its time to load, and nothing else asks for it.
    const { readOffset } = await import('./read-offset.ts');
    pieces[index] = readOffset(piece.text, today);
  }
  return pieces;
}

function isDay(piece: Piece): piece is DayPiece {
  return ['date', 'day_of_month', 'weekday', 'days_away'].includes(piece.kind);
}

function isExact(piece: Piece): piece is ExactPiece {
  return piece.kind === 'now' || piece.kind === 'elapsed';
}

/** `now` and `in 90 min`, to the minute: seconds would say more than the person did. */
function exactInstant(exact: ExactPiece, pieces: readonly Piece[], now: Date): When {
  const other = pieces.find((piece) => piece !== exact && piece.kind !== 'filler');
  if (other) {
    throw whenError('when_uncertain', `${quoted(exact.text)} is a time by itself, and ${quoted(other.text)} another`);
  }
  const ms = now.getTime() + (exact.kind === 'now' ? 0 : exact.ms);
  return { kind: 'instant', at: new Date(Math.floor(ms / 60_000) * 60_000) };
}

/** A weekday's own name, said on that day, means today to some and a week from today to others. */
function dayAlone(text: string, days: readonly DayPiece[], date: LocalDate | null, today: LocalDate): LocalDate {
  if (date === null) throw whenError('when_not_understood', `There is no time in ${quoted(text)}`);
  if (date !== today || !days.every(isPlainWeekday)) return date;
  throw whenError(
    'when_uncertain',
    `${quoted(text)} could be today or a week from today`,
    'Write “today” or “in 7 days”, or add the time: with one, it is the next that comes.',
  );
}

/** What a time that is over today means: the next such weekday, or the past where today was named. */
function overToday(days: readonly DayPiece[], local: LocalDateTime): LocalDateTime {
  const [date, time] = [local.slice(0, 10), local.slice(11, 16)];
  if (days.length > 0 && days.every(isPlainWeekday)) return `${addDays(date, 7)}${local.slice(10)}`;
  if (days.some((day) => day.kind === 'days_away' || (day.kind === 'date' ? day.year !== null : isPointed(day))))
    return local;
  const hint = `Write “today ${time}” for a class that has begun, or else its day, like “tomorrow ${time}”.`;
  throw whenError('when_passed', `${time} has passed today`, hint);
}

function isPlainWeekday(day: DayPiece): boolean {
  return day.kind === 'weekday' && day.choice === 'plain';
}

/** `this tue` is a day that was chosen, not the next that comes. */
function isPointed(day: DayPiece): boolean {
  return day.kind === 'weekday' && day.choice !== 'plain';
}
