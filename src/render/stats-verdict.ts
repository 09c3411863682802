import type { StatsVerdict } from '../attendance/attendance-stats-service.ts';
import { formatDay } from './format.ts';
import { paintMark, symbolOf } from './status-symbol.ts';
import { type Style, todayOf } from './style.ts';
import { renderTable } from './table.ts';
import { wrapText } from './width.ts';

/** Whether the stored statistics agree with history, and where they do not. */
export function renderStatsVerdict({ ok, differences, computedOn }: StatsVerdict, style: Style): string {
  const asOf = computedOn === null ? '' : `, as of ${formatDay(computedOn, todayOf(style))}`;
  if (ok) {
    const said = wrapText(`The stored statistics are what history says${asOf}.`, style.width - 2);
    return `${paintMark('attended', symbolOf('attended', style), style)} ${said.join('\n  ')}`;
  }
  const heading = wrapText(`The stored statistics are not what history says${asOf}.`, style.width);
  const rows = differences.map(({ field, stored, computed }) => [field, `${stored ?? '-'}`, `${computed ?? '-'}`]);
  const advice = 'Screens are computed from history and are right; the next change puts the copy right too.';
  return [
    ...heading.map((line) => paintMark('no_show', line, style)),
    renderTable([{ head: 'NUMBER' }, { head: 'STORED' }, { head: 'HISTORY' }], rows, style),
    ...wrapText(advice, style.width).map(style.paint.dim),
  ].join('\n');
}
