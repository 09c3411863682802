import type { LocalDate, LocalDateTime } from '../time/civil.ts';
import type { ClockFormat } from '../time/names.ts';

/** Colours by meaning. Each function returns the text, coloured or unchanged. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly accent: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
  /** Reverse video, for today. */
  readonly marked: (text: string) => string;
  readonly struck: (text: string) => string;
}

/** Everything that a renderer may know: it has no clock, no terminal and no settings. */
export interface Style {
  /** The most columns to use. */
  readonly width: number;
  /** The width for tables, where it differs: in a pipe, tables are not cut, so that they can be searched. */
  readonly tableWidth?: number;
  /** Whether symbols beyond ASCII may be used. */
  readonly unicode: boolean;
  readonly paint: Paint;
  readonly clock: ClockFormat;
  readonly homeZone: string;
  readonly now: Date;
  /** `now` as a wall time in the home zone. Its first ten characters are the date of today. */
  readonly nowLocal: LocalDateTime;
}

const plain = (text: string): string => text;

/** No colours, for pipes, NO_COLOR and golden files. */
export const PLAIN_PAINT: Paint = {
  good: plain,
  bad: plain,
  warn: plain,
  accent: plain,
  dim: plain,
  strong: plain,
  marked: plain,
  struck: plain,
};

export function todayOf(style: Style): LocalDate {
  return style.nowLocal.slice(0, 10);
}

/**
 * Marks today in a label that begins and ends with a blank: ` 24 ` in reverse video, or `[24]` without colours. Labels
 * of other days are returned unchanged.
 */
export function dayMark(date: LocalDate, label: string, style: Style): string {
  if (date !== todayOf(style)) return label;
  const marked = style.paint.marked(label);
  return marked === label ? `[${label.slice(1, -1)}]` : marked;
}
