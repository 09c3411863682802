import { isNarrow, wrapText } from './width.ts';

// First remove whole terminal sequences, so that no `[31m` remains: CSI, OSC and other strings, two-byte escapes.
const ESCAPES =
  /(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[\x20-\x2f]*[\x30-\x7e]/g;
const LINE_BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/;
const WHITE_SPACE = /[\s\u0085\u2028\u2029]+/g;
const CONTROLS = /[\p{Cc}\p{Cs}]/gu;
// Bidirectional controls that affect other text, soft hyphens, and blanks of uncertain width.
const DISTURBING =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/g;
const LEADING_MARKS = /^\p{M}+/u;
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A stored text as one line that is safe to show: no control characters or terminal sequences, single spaces, no stacks
 * of combining marks. Right-to-left text is isolated (U+2068 … U+2069, no columns), so that it cannot reorder other
 * text.
 */
export function printable(text: string): string {
  return isNarrow(text) ? text : isolate(singleLine(text));
}

/** As {@link printable}, but without the isolates: for output that programs read. */
export function singleLine(text: string): string {
  if (isNarrow(text)) return text;
  return text
    .replace(ESCAPES, '')
    .replace(WHITE_SPACE, ' ')
    .replace(CONTROLS, '')
    .replace(DISTURBING, '')
    .replace(LEADING_MARKS, '')
    .replace(STACKED_MARKS, '$1');
}

/** A text of several lines, such as notes: each line is {@link printable} and wrapped at `width` columns. */
export function printableLines(text: string, width: number): string[] {
  return text
    .split(LINE_BREAK)
    .flatMap((line) => wrapText(singleLine(line), width))
    .map(isolate);
}

function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}
