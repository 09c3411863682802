import type { Touched, TouchedClass } from '../intake/touched-classes.ts';
import { formatSpan } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { renderSpans, type Span } from './spans.ts';
import type { Style } from './style.ts';

/** The width of `cancelled` and two blanks. */
const LABEL_WIDTH = 11;

/** One line for each of the first, and the number of the others: `  cancelled  Tue 24 Nov 18:00–18:45 Spin 45 · Velo`. */
export function renderTouched({ first, count }: Touched, style: Style): string[] {
  const lines = first.map((each) => renderLine(each, style));
  const rest = count - lines.length;
  return rest === 0 ? lines : [...lines, style.paint.dim(`  and ${rest.toLocaleString('en')} more`)];
}

function renderLine({ touch, booking, before }: TouchedClass, style: Style): string {
  const { dot, ellipsis } = glyphsOf(style);
  const span = (of: TouchedClass['booking']) => formatSpan(of.startsLocal, of.durationMinutes, style);
  const place = booking.location === null ? '' : ` ${dot} ${printable(booking.location)}`;
  const was = touch === 'moved' && before ? `, was ${span(before)}` : '';
  const spans: Span[] = [
    { text: `  ${touch.padEnd(LABEL_WIDTH)}`, paint: style.paint.dim },
    { text: `${span(booking)} ${printable(booking.className)}` },
    { text: `${place}${was}`, paint: style.paint.dim },
  ];
  return renderSpans(spans, style.width, ellipsis);
}
