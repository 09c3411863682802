import { graphemesOf, graphemeWidth } from './grapheme.ts';

// Characters that take one column and never combine: Latin, Greek, Cyrillic, punctuation, currency signs, arrows, box
// drawing and the symbols of the screens. Other text has to be split into graphemes, which takes 10 ms the first time.
const NARROW =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0373\u0376\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2500-\u25a1\u25b2-\u25bf\u25cb\u25cf\u2713\u2717]*$/;

const COLOUR = /\x1b\[[\d;]*m/g;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Whether every character takes one column and never combines. True for almost all texts. */
export function isNarrow(text: string): boolean {
  return NARROW.test(text);
}

/** The columns of a text on a terminal. Colour sequences take none. */
export function textWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  const bare = text.includes('\x1b') ? text.replace(COLOUR, '') : text;
  if (NARROW.test(bare)) return bare.length;
  return graphemesOf(bare).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
}

/**
 * Cuts a text without colours to at most `width` columns. A cut text ends with `more`. It is never cut inside of a
 * character, and an open bidirectional isolate is closed.
 */
export function truncate(text: string, width: number, more = '…'): string {
  if (textWidth(text) <= width) return text;
  const room = width - textWidth(more);
  if (room < 0) return '';
  if (NARROW.test(text)) return text.slice(0, room).trimEnd() + more;
  let kept = '';
  let columns = 0;
  for (const grapheme of graphemesOf(text)) {
    columns += graphemeWidth(grapheme);
    if (columns > room) break;
    kept += grapheme;
  }
  const isOpen = kept.lastIndexOf(FIRST_STRONG_ISOLATE) > kept.lastIndexOf(POP_ISOLATE);
  return kept.trimEnd() + more + (isOpen ? POP_ISOLATE : '');
}

/** Cuts a text, or fills it with spaces on the right, to exactly `width` columns. */
export function alignLeft(text: string, width: number, more?: string): string {
  const cut = truncate(text, width, more);
  return cut + ' '.repeat(Math.max(0, width - textWidth(cut)));
}

/** Cuts a text, or fills it with spaces on the left, to exactly `width` columns. */
export function alignRight(text: string, width: number, more?: string): string {
  const cut = truncate(text, width, more);
  return ' '.repeat(Math.max(0, width - textWidth(cut))) + cut;
}

/** Breaks a text without colours into lines of at most `width` columns, at spaces, and inside of longer words. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (textWidth(line) > width) {
      const head = truncate(line, width, '');
      if (head !== '') lines.push(head);
      // A character that is wider than a line cannot be shown. It is left out.
      line = head === '' ? '' : line.slice(head.length);
    }
  }
  return [...lines, line];
}

/**
 * Joins parts with `separator` into lines of at most `width` columns. Lines are broken between parts where possible.
 */
export function wrapParts(parts: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const line = lines.at(-1);
    const longer = line === undefined ? part : line + separator + part;
    if (line !== undefined && textWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(...wrapText(part, width));
  }
  return lines;
}
