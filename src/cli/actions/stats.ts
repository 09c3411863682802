import { readStats } from '../../attendance/attendance-service.ts';
import { type Stats, toStatsJson } from '../../attendance/stats.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { renderStats } from '../../render/stats.ts';
import { defineAction } from '../command.ts';
import { judgementOf } from '../judgement.ts';
import { bookingFilter } from '../raw-options.ts';

interface Result {
  readonly stats: Stats;
  readonly isFiltered: boolean;
}

export const action = defineAction<BookingFilter, Result>({
  isLong: true,
  parse: (raw, _surroundings, app) => bookingFilter(raw, app.nowLocal.slice(0, 10)),

  async run(app, filter) {
    const context = await app.bookings();
    const stats = await readStats(context.database, filter, await judgementOf(app, context));
    return { stats, isFiltered: Object.keys(filter).length > 0 };
  },

  toText: ({ stats, isFiltered }, style) => renderStats(stats, style, { isFiltered }),
  toJson: ({ stats }) => toStatsJson(stats),
});
