import { UsageError } from '../errors.ts';
import type { LocalDateTime } from '../time/civil.ts';
import { formatLongWeekday, formatMonthName, formatWeekday } from './format.ts';

/** The symbols of a date pattern: those of Unicode (UTS #35, Date Field Symbol Table) that a class needs. */
const SYMBOLS: Readonly<Record<string, (local: LocalDateTime) => string>> = {
  yyyy: (local) => local.slice(0, 4),
  yy: (local) => local.slice(2, 4),
  MMMM: formatMonthName,
  MMM: (local) => formatMonthName(local).slice(0, 3),
  MM: (local) => local.slice(5, 7),
  M: (local) => bare(local.slice(5, 7)),
  dd: (local) => local.slice(8, 10),
  d: (local) => bare(local.slice(8, 10)),
  EEEE: (local) => formatLongWeekday(local.slice(0, 10)),
  EEE: (local) => formatWeekday(local.slice(0, 10)),
  HH: (local) => local.slice(11, 13),
  H: (local) => bare(local.slice(11, 13)),
  hh: (local) => twelve(local).padStart(2, '0'),
  h: twelve,
  mm: (local) => local.slice(14, 16),
  m: (local) => bare(local.slice(14, 16)),
  ss: (local) => local.slice(17, 19),
  a: (local) => (Number(local.slice(11, 13)) < 12 ? 'am' : 'pm'),
};

/** Quoted text, a run of one letter, or any other text. */
const PIECES = /'((?:[^']|'')*)'|([a-zA-Z])\2*|[^a-zA-Z']+|'/g;

/**
 * Reads `EEE d MMM`, `HH:mm` or `h:mm a`; quoted text stays as it is. Returns a function that writes a wall time.
 * Throws UsageError.
 */
export function readDatePattern(pattern: string): (local: LocalDateTime) => string {
  const pieces = [...pattern.matchAll(PIECES)].map(([piece, quoted, letter]) => {
    if (quoted !== undefined) return () => (quoted === '' ? "'" : quoted.replaceAll("''", "'"));
    if (letter === undefined) return () => piece;
    const symbol = Object.hasOwn(SYMBOLS, piece) ? SYMBOLS[piece] : undefined;
    if (symbol) return symbol;
    throw new UsageError(
      'bad_template',
      `--format does not know “${piece}” in a date: ${pattern}.`,
      `It knows ${Object.keys(SYMBOLS).join(' ')}; other letters stand in 'quotes'.`,
    );
  });
  return (local) => pieces.map((piece) => piece(local)).join('');
}

function bare(digits: string): string {
  return String(Number(digits));
}

function twelve(local: LocalDateTime): string {
  return String(Number(local.slice(11, 13)) % 12 || 12);
}
