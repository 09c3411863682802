import type { DatedChange } from '../attendance/streak/target-service.ts';
import { formatCount, formatDay } from './format.ts';
import { type Style, todayOf } from './style.ts';

/** Tells from when a weekly target holds, and the target of the weeks before. */
export function renderDatedTarget({ from, before }: DatedChange, style: Style): string {
  return `It holds from ${formatDay(from, todayOf(style))} on; weeks that end before ask for ${formatCount(before, 'day')}.`;
}
