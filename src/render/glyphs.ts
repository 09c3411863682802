import type { Style } from './style.ts';

/** All characters for drawing, except the symbols of statuses. */
export interface Glyphs {
  readonly ellipsis: string;
  /** Between the parts of a line. */
  readonly dot: string;
  /** Between the ends of a range: `18:00–18:45`. */
  readonly dash: string;
  readonly line: string;
  readonly dotted: string;
  readonly blockTop: string;
  readonly blockSide: string;
  /** Where one block ends and the next begins. */
  readonly blockNext: string;
  readonly blockEnd: string;
  /** Beside free time. */
  readonly free: string;
  /** Points at the present. */
  readonly now: string;
}

const UNICODE: Glyphs = {
  ellipsis: '…',
  dot: '·',
  dash: '–',
  line: '─',
  dotted: '╌',
  blockTop: '┌',
  blockSide: '│',
  blockNext: '├',
  blockEnd: '└',
  free: '┊',
  now: '▸',
};

const ASCII: Glyphs = {
  ellipsis: '...',
  dot: '-',
  dash: '-',
  line: '-',
  dotted: '-',
  blockTop: '.',
  blockSide: '|',
  blockNext: '+',
  blockEnd: "'",
  free: ':',
  now: '>',
};

export function glyphsOf(style: Pick<Style, 'unicode'>): Glyphs {
  return style.unicode ? UNICODE : ASCII;
}
