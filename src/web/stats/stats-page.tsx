import { useState } from 'preact/hooks';
import type { StatsJson } from '../../contract/schemas/stats-schema.ts';
import { formatCount } from '../../render/format.ts';
import { refresh, useData } from '../api/use-data.ts';
import { useApp } from '../app-context.ts';
import { moneyOf } from '../booking/booking-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Breakdown } from './breakdown.tsx';
import { HeatMap } from './heat-map.tsx';
import { useAttendedDates } from './use-attended-dates.ts';

/** What was attended in a year, where, when and for how much. */
export function StatsPage() {
  const app = useApp();
  const present = Number(app.nowLocal.slice(0, 4));
  const [year, setYear] = useState(present);
  const { value: stats, problem } = useData<StatsJson>(`/bookings/stats?year=${year}`);
  const dates = useAttendedDates(year);
  return (
    <>
      <header class="page-head">
        <h1>Statistics {year}</h1>
        <div class="steps">
          <button type="button" class="step" onClick={() => setYear(year - 1)}>
            <span aria-hidden="true">‹</span>
            <span class="unseen">The year before</span>
          </button>
          <button type="button" class="step" disabled={year >= present} onClick={() => setYear(year + 1)}>
            <span aria-hidden="true">›</span>
            <span class="unseen">The year after</span>
          </button>
        </div>
      </header>
      <ProblemNote problem={problem} onRetry={refresh} />
      {dates && <HeatMap year={year} dates={dates} />}
      {stats && stats.totalBooked === 0 && <p class="nothing">Nothing was booked in {year}.</p>}
      {stats && stats.totalBooked > 0 && <Numbers stats={stats} />}
    </>
  );
}

function Numbers({ stats }: { readonly stats: StatsJson }) {
  const rate = stats.attendanceRate === null ? null : `${Math.round(stats.attendanceRate * 100)} %`;
  const facts: readonly (readonly [string, string | null])[] = [
    ['booked', String(stats.totalBooked)],
    ['attended', String(stats.totalAttended)],
    ['cancelled', String(stats.totalCancelled)],
    ['no-show', String(stats.totalNoShow)],
    ['still ahead', stats.totalAhead === 0 ? null : String(stats.totalAhead)],
    ['attended, of these and no-shows', rate],
    ['streak', `${formatCount(stats.currentWeekStreak, 'week')}, best ${stats.longestWeekStreak}`],
    ...stats.money.flatMap(({ currency, spent, costPerAttended, lostToNoShows, lostToLateCancels }) => [
      ['spent', moneyOf(spent, currency)] as const,
      ['a class attended', costPerAttended === null ? null : moneyOf(costPerAttended, currency)] as const,
      ['lost to no-shows', lostToNoShows === 0 ? null : moneyOf(lostToNoShows, currency)] as const,
      ['lost to late cancellations', lostToLateCancels === 0 ? null : moneyOf(lostToLateCancels, currency)] as const,
    ]),
  ];
  return (
    <div class="columns">
      <section class="panel" aria-labelledby="numbers">
        <h2 id="numbers">In numbers</h2>
        <dl class="facts is-wide">
          {facts.map(
            ([label, value], index) =>
              value !== null && (
                <div key={index}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      </section>
      <Breakdown title="By type" rows={stats.byType} />
      <Breakdown title="By place" rows={stats.byLocation} />
      <Breakdown title="By instructor" rows={stats.byInstructor} />
      <Breakdown title="By weekday" rows={stats.byWeekday} />
      <Breakdown title="By time of day" rows={stats.byTimeOfDay} />
    </div>
  );
}
