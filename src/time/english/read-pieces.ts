import type { LocalDate } from '../civil.ts';
import { quoted, whenError } from '../when.ts';
import type { Piece } from './pieces.ts';
import { refuseSpan, refuseWords } from './refusals.ts';
import { scanPieces } from './scan-pieces.ts';

/**
 * The pieces of a text, without a word left over. Names of days and months may be in the language of `locale`. `said`
 * is the person's whole text, for messages. Throws UsageError for words that are not understood.
 */
export async function readPieces(
  said: string,
  text: string,
  today: LocalDate,
  locale: string | null,
): Promise<Piece[]> {
  const pieces = await scanWhole(said, plainText(text), locale);
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'span') refuseSpan(piece.text);
    if (piece.kind === 'number' && isDayOfMonth(piece, pieces[index - 1])) {
      pieces[index] = { kind: 'day_of_month', text: piece.text, day: Number(piece.text) };
    }
    if (piece.kind !== 'offset') continue;
    // chrono-node is slow to load and serves only this.
    const { readOffset } = await import('./read-offset.ts');
    const offset = readOffset(piece.text, today, piece.isFrom);
    pieces[index] = offset.kind === 'days_away' ? { ...offset, inWeeks: /w(?:k|eek)/i.test(piece.text) } : offset;
  }
  return pieces;
}

/** `2026-11-24T6pm` is half ISO; a full stop ends a sentence, not a time. */
export function plainText(text: string): string {
  return text.replace(/(\d{4}-\d\d?-\d\d?)T(?=\d)/i, '$1 ').replace(/[.!]+$/, '');
}

/** March in English, Tuesday in French, Spanish and Italian. */
const SHARED_WORD = /(?<![a-z])mar\.?(?![a-z])/i;

/** The pieces of a text, in English or with names of the person's language. */
async function scanWhole(said: string, text: string, locale: string | null): Promise<Piece[]> {
  const isForeign = locale !== null && !/^en(?:-|$)/i.test(locale);
  const unknownIn = (pieces: readonly Piece[]) => pieces.filter((piece) => piece.kind === 'unknown');
  // The scanner knows ASCII only, and no English word has other letters.
  const pieces = isForeign && /\p{L}/u.test(text.replace(/[\x00-\x7f]/g, '')) ? null : scanPieces(text);
  const unknown = pieces ? unknownIn(pieces) : [];
  if (pieces && unknown.length === 0 && !(isForeign && SHARED_WORD.test(text))) return pieces;
  if (isForeign) {
    const { translateNames } = await import('./local-names.ts');
    const english = translateNames(text, locale);
    if (pieces && unknown.length === 0) {
      if (english === text || /\bmarch\b/i.test(english)) return pieces;
      throw whenError('when_uncertain', `${quoted('mar')} could be March or a weekday`, 'Write the name in full.');
    }
    const translated = scanPieces(english);
    if (unknownIn(translated).length === 0) return translated;
  }
  refuseWords(
    unknownIn(pieces ?? scanPieces(text)).map((piece) => piece.text),
    said,
  );
}

/** The 28 in `sat 28` cannot be an hour, so it is the day of the month, as screens write it. */
function isDayOfMonth({ text, isHour }: Piece & { kind: 'number' }, previous: Piece | undefined): boolean {
  const isBesideWeekday = previous?.kind === 'weekday' && previous.choice === 'plain';
  return isBesideWeekday && !isHour && Number(text) > 23 && Number(text) <= 31;
}
