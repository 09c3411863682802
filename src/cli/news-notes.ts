import type { News } from '../app.ts';
import { renderNewlyEarned } from '../render/achievements.ts';
import { formatCount, formatDay } from '../render/format.ts';
import { printable } from '../render/printable.ts';
import { type Style, todayOf } from '../render/style.ts';
import { wordForTerminal } from '../terminal-words.ts';

/** Notes about what happened beside the command, one line each. */
export function formatNews({ earned, assumed, problems }: News, style: Style): readonly string[] {
  return [
    ...formatAssumed(assumed, style),
    ...(earned.length === 0 ? [] : [renderNewlyEarned(earned, style)]),
    ...problems.map((problem) => printable(wordForTerminal(problem))),
  ];
}

function formatAssumed(assumed: News['assumed'], style: Style): string[] {
  const [first] = assumed;
  if (!first) return [];
  const named = `${printable(first.className)}, ${formatDay(first.startsLocal.slice(0, 10), todayOf(style))},`;
  const which = assumed.length === 1 ? named : formatCount(assumed.length, 'class', 'classes');
  return [`Took ${which} for attended (assume_attended); numina undo takes that back.`];
}
