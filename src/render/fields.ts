import { fitSpans, renderSpans, type Span } from './spans.ts';
import type { Style } from './style.ts';
import { textWidth, wrapText } from './width.ts';

/** A label and its value. */
export interface Field {
  readonly label: string;
  readonly value: string;
  readonly paint?: (text: string) => string;
  /** Breaks a text of any length into lines. Such a field takes the whole width. */
  readonly wrap?: (width: number) => readonly string[];
}

/** From this width on, two short fields share a line. */
const NARROWEST_PAIR = 72;
const GAP = 2;

/** Fields as lines within `style.width`. Two short ones share a line where there is room. */
export function renderFields(fields: readonly Field[], style: Style): string[] {
  const labelWidth = Math.max(...fields.map(({ label }) => label.length)) + GAP;
  const half = Math.floor((style.width - GAP) / 2);
  const spansOf = ({ label, value, paint }: Field): Span[] => [
    { text: label.padEnd(labelWidth), paint: style.paint.dim },
    paint ? { text: value, paint } : { text: value },
  ];
  const isShort = ({ value, wrap }: Field): boolean =>
    style.width >= NARROWEST_PAIR && wrap === undefined && textWidth(value) <= half - labelWidth;

  const lines: string[] = [];
  let left: Field | null = null;
  for (const field of fields) {
    if (left && isShort(field)) {
      lines.push(fitSpans(spansOf(left), half + GAP, '') + renderSpans(spansOf(field), half, ''));
      left = null;
      continue;
    }
    if (left) lines.push(renderSpans(spansOf(left), style.width, ''));
    left = isShort(field) ? field : null;
    if (left) continue;
    const room = style.width - labelWidth;
    const values = field.wrap ? field.wrap(room) : wrapText(field.value, room);
    for (const [index, value] of values.entries()) {
      const spans = spansOf({ ...field, label: index === 0 ? field.label : '', value });
      lines.push(renderSpans(spans, style.width, '').trimEnd());
    }
  }
  if (left) lines.push(renderSpans(spansOf(left), style.width, ''));
  return lines;
}
