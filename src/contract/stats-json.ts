import type { StatsVerdict } from '../attendance/attendance-stats-service.ts';
import { type HeatMap, heatDays } from '../attendance/stats/heat-grid.ts';
import type { StatsNow } from '../attendance/stats/stats-service.ts';
import type { HeatMapJson, StatsJson, StatsVerdictJson, YearPictureJson } from './schemas/stats-schema.ts';

/** Statistics in JSON: amounts in units of their currency, not in thousandths. */
export function toStatsJson({ all, ahead }: Pick<StatsNow, 'all' | 'ahead'>): StatsJson {
  const units = (thousandths: number) => thousandths / 1000;
  return {
    ...all,
    money: all.money.map((line) => ({
      ...line,
      spent: units(line.spent),
      costPerAttended: line.costPerAttended === null ? null : units(line.costPerAttended),
      lostToNoShows: units(line.lostToNoShows),
      lostToLateCancels: units(line.lostToLateCancels),
    })),
    totalAhead: ahead,
  };
}

export function toHeatMapJson(map: HeatMap): HeatMapJson {
  return { ...map.period, days: heatDays(map) };
}

export function toVerdictJson({ ok, differences, computedOn }: StatsVerdict): StatsVerdictJson {
  return { ok, differences, computedOn };
}

export function toPictureJson({ year, file }: YearPictureJson): YearPictureJson {
  return { year, file };
}
