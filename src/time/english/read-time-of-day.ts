import { type ClockTime, clockText, existingClock } from '../clock-time.ts';
import { quoted, whenError } from '../when.ts';
import { refuseNumber } from './refusals.ts';
import type { PartOfDay, Piece } from './scan-pieces.ts';

/** The hours that a part of the day may hold, both included. */
const HOURS: Readonly<Record<PartOfDay, readonly [number, number]>> = {
  morning: [0, 11],
  afternoon: [12, 17],
  evening: [16, 23],
  night: [18, 23],
};

/**
 * The time of day in a phrase, `null` where it says none. "In the evening" settles what 7:30 is; alone it is no time.
 * Throws UsageError for several times, a bare number and a time outside its part of the day.
 */
export function readTimeOfDay(pieces: readonly Piece[]): ClockTime | null {
  const part = pieces.find((piece) => piece.kind === 'part') ?? null;
  const clocks: { text: string; clock: ClockTime }[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'clock') clocks.push(piece);
    if (piece.kind === 'number') clocks.push({ text: piece.text, clock: hourOf(piece, part) });
    if (piece.kind === 'part' && piece.part !== part?.part) refuseTwo(piece.text, part?.text ?? '');
  }
  const [first, ...others] = clocks;
  if (!first) {
    if (!part) return null;
    throw whenError('when_uncertain', `${quoted(part.text)} is no exact time`, 'Add the time, like 18:30 or 7pm.');
  }
  const clock = part ? within(part, first) : first.clock;
  for (const other of others) {
    if (clockText(part ? within(part, other) : other.clock) !== clockText(clock)) refuseTwo(first.text, other.text);
  }
  return clock;
}

type PartPiece = Piece & { kind: 'part' };

/** A bare number is an hour only where the words around it say so: "at 7 tomorrow evening", "7 in the morning". */
function hourOf({ text, isHour }: Piece & { kind: 'number' }, part: PartPiece | null): ClockTime {
  const value = Number(text);
  const isSaidToBeHour = isHour || /^in the /i.test(part?.text ?? '');
  if (isSaidToBeHour && (part !== null || value === 0 || value > 12)) return existingClock(value, 0, 0, true);
  return refuseNumber(text, isHour);
}

function within({ part, text: partText }: PartPiece, { text, clock }: { text: string; clock: ClockTime }): ClockTime {
  const [from, to] = HOURS[part];
  for (const hour of clock.isOpen ? [clock.hour, clock.hour + 12] : [clock.hour]) {
    if (hour >= from && hour <= to) return { ...clock, hour };
  }
  throw whenError('when_impossible', `${quoted(text)} is not in the ${part} (${quoted(partText)})`);
}

function refuseTwo(first: string, second: string): never {
  throw whenError('when_uncertain', `${quoted(first)} and ${quoted(second)} are two different times`);
}
