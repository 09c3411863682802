import { existingClock } from '../clock-time.ts';
import type { DatePiece, Piece } from './pieces.ts';
import type { Doubt } from './readings.ts';

/** Both readings of `1 dec 2030`, where 2030 is a year or 20:30; for other pieces, their only reading. */
export function alternatives(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const dated = pieces.find((piece): piece is DatePiece => piece.kind === 'date' && piece.yearOrTime !== undefined);
  if (!dated || pieces.some(({ kind }) => ['clock', 'number', 'span_start', 'midnight', 'part'].includes(kind)))
    return [pieces];
  const digits = dated.yearOrTime ?? '';
  const clock = existingClock(Number(digits.slice(0, 2)), Number(digits.slice(2)), 0);
  const asTime = pieces.flatMap((piece): Piece[] =>
    piece === dated
      ? [
          { ...dated, year: null },
          { kind: 'clock', text: digits, clock },
        ]
      : [piece],
  );
  const isYear = Number(digits) >= 1900 && Number(digits) <= 2199;
  return isYear ? [pieces, asTime] : [asTime];
}

/** The doubt about a number that may be a year or a time. */
export function yearDoubt(pieces: readonly Piece[]): Doubt {
  const digits = pieces.flatMap((piece) => (piece.kind === 'date' ? (piece.yearOrTime ?? []) : [])).join('');
  const time = `${digits.slice(0, 2)}:${digits.slice(2)}`;
  return { message: `“${digits}” could be the year or ${time}`, hint: null, otherwise: `Write ${time}.` };
}
