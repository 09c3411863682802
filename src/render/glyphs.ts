import type { Style } from './style.ts';

/** The signs that are not statuses. */
export interface Glyphs {
  readonly ellipsis: string;
  /** Between parts of a line. */
  readonly dot: string;
  /** Between two ends: `18:00–18:45`. */
  readonly dash: string;
  readonly line: string;
  readonly dotted: string;
  readonly blockTop: string;
  readonly blockSide: string;
  /** Where one block ends and the next begins. */
  readonly blockNext: string;
  readonly blockEnd: string;
  /** Beside time that is free. */
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
