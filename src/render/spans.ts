import { textWidth, truncate } from './width.ts';

/** A piece of a line. Its text has no colour: it is measured and cut first, and coloured afterwards. */
export interface Span {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

export function spansWidth(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + textWidth(text), 0);
}

/** The spans as one line of at most `width` columns. A cut line ends with `more`. */
export function renderSpans(spans: readonly Span[], width: number, more: string): string {
  return cutSpans(spans, width, more).map(paintSpan).join('');
}

/** As {@link renderSpans}, filled with spaces to exactly `width` columns. */
export function fitSpans(spans: readonly Span[], width: number, more: string): string {
  const cut = cutSpans(spans, width, more);
  return cut.map(paintSpan).join('') + ' '.repeat(Math.max(0, width - spansWidth(cut)));
}

function cutSpans(spans: readonly Span[], width: number, more: string): readonly Span[] {
  if (spansWidth(spans) <= width) return spans;
  const kept: Span[] = [];
  let room = width - textWidth(more);
  if (room < 0) return [];
  for (const span of spans) {
    const columns = textWidth(span.text);
    if (columns > room) {
      kept.push({ ...span, text: truncate(span.text, room, '') + more });
      break;
    }
    kept.push(span);
    room -= columns;
  }
  return kept;
}

function paintSpan({ text, paint }: Span): string {
  return paint && text !== '' ? paint(text) : text;
}

/** `left` and `right` at the ends of a line of `width` columns. Where both do not fit, `left` is cut. */
export function renderEnds(left: readonly Span[], right: readonly Span[], width: number, more: string): string {
  const rightWidth = spansWidth(right);
  if (rightWidth === 0 || rightWidth + 2 > width) return renderSpans(left, width, more);
  return `${fitSpans(left, width - rightWidth - 2, more)}  ${renderSpans(right, rightWidth, more)}`;
}
