import { resolve } from 'node:path';
import type { StatsVerdict } from '../../attendance/attendance-stats-service.ts';
import type { HeatMap } from '../../attendance/stats/heat-grid.ts';
import {
  checkStats,
  checkStoredStats,
  type StatsRequest,
  showHeatMap,
  showStats,
  showYear,
} from '../../attendance/stats/stats-requests.ts';
import type { StatsNow } from '../../attendance/stats/stats-service.ts';
import { toHeatMapJson, toPictureJson, toStatsJson, toVerdictJson } from '../../contract/stats-json.ts';
import { FailureError, UsageError } from '../../errors.ts';
import { renderHeatmap } from '../../render/heatmap.ts';
import { renderStats } from '../../render/stats.ts';
import { renderStatsVerdict } from '../../render/stats-verdict.ts';
import { renderYearSvg } from '../../render/year-svg.ts';
import { defineAction, type RawInput } from '../command.ts';
import { daysOf, filterOptions, hasFlag, textOption } from '../raw-options.ts';

interface Input {
  readonly show: 'stats' | 'heatmap' | 'svg' | 'verify';
  readonly request: StatsRequest;
  readonly file: string;
}

type Result =
  | { readonly show: 'stats'; readonly stats: StatsNow; readonly isFiltered: boolean }
  | { readonly show: 'heatmap'; readonly map: HeatMap }
  | { readonly show: 'svg'; readonly svg: string; readonly year: number; readonly file: string | null }
  | { readonly show: 'verify'; readonly verdict: StatsVerdict };

export const action = defineAction<Input, Result>({
  isLong: true,

  async parse(raw, _surroundings, session) {
    const request = { filter: filterOptions(raw), year: textOption(raw, 'year') };
    await checkStats(request, daysOf(session));
    return { show: parseShow(raw), request, file: textOption(raw, 'svg') ?? '' };
  },

  async run(session, { show, request, file }) {
    const context = await session.attendance();
    if (show === 'verify') return { show, verdict: await checkStoredStats(context) };
    if (show === 'heatmap') return { show, map: await showHeatMap(context, request) };
    if (show === 'stats') return { show, ...(await showStats(context, request)) };
    const review = await showYear(context, request);
    const svg = renderYearSvg(review);
    if (file !== '-') {
      // Loads Node's streams, about 10 ms.
      const { writeAtomically } = await import('../../files/write-atomically.ts');
      await writeAtomically(resolve(file), [svg]);
    }
    return { show, svg, year: review.year, file: file === '-' ? null : file };
  },

  toText(result, style) {
    if (result.show === 'verify') return renderStatsVerdict(result.verdict, style);
    if (result.show === 'heatmap') return renderHeatmap(result.map, style);
    if (result.show === 'svg') return result.file === null ? result.svg : '';
    const { soFar, ahead } = result.stats;
    return renderStats(soFar, style, { isFiltered: result.isFiltered, ahead });
  },
  toJson(result) {
    if (result.show === 'verify') return toVerdictJson(result.verdict);
    if (result.show === 'heatmap') return toHeatMapJson(result.map);
    if (result.show === 'svg') return toPictureJson(result);
    return toStatsJson(result.stats);
  },
  toNotes: (result) =>
    result.show === 'svg' && result.file !== null ? [`Wrote the picture of ${result.year} to ${result.file}`] : [],
  toError: (result) =>
    result.show !== 'verify' || result.verdict.ok
      ? null
      : new FailureError(
          'stats_differ',
          'The stored statistics are not what history says.',
          'They are renewed by the next change; please report this.',
        ),
});

function parseShow(raw: RawInput): Input['show'] {
  const file = textOption(raw, 'svg');
  if (file?.trim() === '')
    throw new UsageError('bad_file', 'The name of the file is empty.', 'For example: --svg 2026.svg');
  const shown = [
    ...(hasFlag(raw, 'verify') ? ['verify' as const] : []),
    ...(hasFlag(raw, 'heatmap') ? ['heatmap' as const] : []),
    ...(file === undefined ? [] : ['svg' as const]),
  ];
  if (shown.length > 1) {
    throw new UsageError('two_views', `--${shown.join(' and --')} exclude each other.`, 'Choose one.');
  }
  return shown[0] ?? 'stats';
}
