import stringWidth from 'string-width';

// One column each, no combining marks: Latin, general punctuation, arrows, box drawing and the
// symbols of the screens. string-width costs 17 ms at its first call, so it is asked for the rest only.
const NARROW =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2015\u2018-\u201f\u2020-\u2027\u2030-\u205e\u20ac\u2190-\u21ff\u2500-\u25a1\u25cb\u25cf\u2713\u2717]*$/;

/** Columns that `text` takes on a terminal; colour sequences take none. */
export function textWidth(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}

/** `text` cut to at most `width` columns, ending in `…` (or `more`) where something was cut; never inside a character. */
export function truncate(text: string, width: number, more = '…'): string {
  if (textWidth(text) <= width) return text;
  const room = width - textWidth(more);
  if (room < 0) return '';
  let kept = '';
  let columns = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    columns += textWidth(segment);
    if (columns > room) break;
    kept += segment;
  }
  return kept + more;
}

/** `text` cut or filled with spaces on the right to exactly `width` columns. */
export function fit(text: string, width: number, more?: string): string {
  const cut = truncate(text, width, more);
  return cut + ' '.repeat(Math.max(0, width - textWidth(cut)));
}
