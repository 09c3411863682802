import { foldCase } from '../../fold-case.ts';
import { type LinesAround, linesAround } from './class-lines.ts';
import { announcesOtherTime, isAboutOtherTime } from './class-times.ts';
import type { MailLine } from './mail-lines.ts';
import type { DateReading } from './scan-dates.ts';
import { isOnlyTime, momentIn } from './times-in-text.ts';

export interface AroundSearch {
  readonly lines: readonly MailLine[];
  /** Indices of lines that are read already. */
  readonly taken: ReadonlySet<number>;
  readonly reading: DateReading;
  /** What a studio calls itself. Many write their own name above the class. */
  readonly ownNames: readonly string[];
}

/** The lines around the time of a class, which stands from one line to another, that may name something of the class. */
export function linesAroundTime(search: AroundSearch, from: number, to: number): LinesAround {
  const { lines, taken, reading } = search;
  const textAt = (index: number) => lines[index]?.text ?? '';
  const isTaken = (index: number) =>
    taken.has(index) ||
    announcesOtherTime(textAt(index)) ||
    isAboutOtherTime(textAt(index), reading) ||
    isOnlyTime(textAt(index), reading) ||
    momentIn(textAt(index), reading) !== null;
  const near = linesAround(lines, from, to, isTaken);
  const own = new Set(search.ownNames.map(foldCase));
  return { ...near, above: near.above.filter(({ text }) => !own.has(foldCase(text))) };
}
