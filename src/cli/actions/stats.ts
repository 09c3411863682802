import { resolve } from 'node:path';
import { type StatsVerdict, verifyStats } from '../../attendance/attendance-stats-service.ts';
import { judge } from '../../attendance/read-judgement.ts';
import type { HeatMap } from '../../attendance/stats/heat-grid.ts';
import { type Period, yearPeriod } from '../../attendance/stats/period.ts';
import { readStatsNow, type StatsNow } from '../../attendance/stats/stats-service.ts';
import { readHeatMap, readYearReview } from '../../attendance/stats/year-service.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { toHeatMapJson, toPictureJson, toStatsJson, toVerdictJson } from '../../contract/stats-json.ts';
import { FailureError, UsageError } from '../../errors.ts';
import { renderHeatmap } from '../../render/heatmap.ts';
import { renderStats } from '../../render/stats.ts';
import { renderStatsVerdict } from '../../render/stats-verdict.ts';
import { renderYearSvg } from '../../render/year-svg.ts';
import { addDays, type LocalDate, startOfWeek, type Weekday } from '../../time/civil.ts';
import { defineAction, type RawInput } from '../command.ts';
import { bookingFilter, hasFlag, textOption } from '../raw-options.ts';

interface Input {
  readonly show: 'stats' | 'heatmap' | 'svg' | 'verify';
  readonly filter: BookingFilter;
  readonly year: number;
  readonly file: string;
}

type Result =
  | { readonly show: 'stats'; readonly stats: StatsNow; readonly isFiltered: boolean }
  | { readonly show: 'heatmap'; readonly map: HeatMap }
  | { readonly show: 'svg'; readonly svg: string; readonly year: number; readonly file: string | null }
  | { readonly show: 'verify'; readonly verdict: StatsVerdict };

export const action = defineAction<Input, Result>({
  isLong: true,

  async parse(raw, _surroundings, app) {
    const today = app.nowLocal.slice(0, 10);
    const given = await bookingFilter(raw, today, app.locale);
    const year = parseYear(textOption(raw, 'year'));
    if (year !== undefined && (given.from !== undefined || given.to !== undefined)) {
      throw new UsageError('two_periods', '--year and --from or --to name two periods.', 'Choose one.');
    }
    return {
      show: parseShow(raw),
      filter: year === undefined ? given : { ...given, ...yearPeriod(year) },
      year: year ?? Number(today.slice(0, 4)),
      file: textOption(raw, 'svg') ?? '',
    };
  },

  async run(app, { show, filter, year, file }) {
    const context = await app.attendance();
    const { store } = context;
    const judgement = await judge(context);
    if (show === 'verify') return { show, verdict: await verifyStats(store, judgement) };
    if (show === 'heatmap') {
      const period = heatPeriod(filter, judgement.today, judgement.rules.weekStart);
      return { show, map: await readHeatMap(store, filter, period, judgement) };
    }
    if (show === 'svg') {
      const svg = renderYearSvg(await readYearReview(store, filter, year, judgement));
      if (file !== '-') {
        // Brings node's streams, some 10 ms.
        const { writeAtomically } = await import('../../files/write-atomically.ts');
        await writeAtomically(resolve(file), [svg]);
      }
      return { show, svg, year, file: file === '-' ? null : file };
    }
    return { show, stats: await readStatsNow(store, filter, judgement), isFiltered: Object.keys(filter).length > 0 };
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

function parseYear(text: string | undefined): number | undefined {
  if (text === undefined || /^[12]\d{3}$/.test(text.trim())) return text === undefined ? undefined : Number(text);
  throw new UsageError('bad_year', `Not a year: ${text}`, 'Write it with four digits, such as 2026.');
}

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

/** The dates of the filter; where it has none, the last twelve months in whole weeks. */
function heatPeriod({ from, to }: BookingFilter, today: LocalDate, weekStart: Weekday): Period {
  const last = to ?? (from !== undefined && from > today ? from : today);
  return { from: from ?? startOfWeek(addDays(last, -364), weekStart), to: last };
}
