import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatCount, formatFullDay, formatMonthName, formatWeekday } from '../../render/format.ts';
import type { LocalDate } from '../../time/civil.ts';
import { useApp } from '../app-context.ts';
import { countByDate, type HeatDay, heatWeeks } from './heat-weeks.ts';

/** From this many classes on, a day is not shown darker. */
const DARKEST = 3;

/** A year as a column a week and a row a weekday, the darker the more classes were attended. */
export function HeatMap({ year, dates }: { readonly year: number; readonly dates: readonly LocalDate[] }) {
  const { nowLocal, weekStart } = useApp();
  const today = nowLocal.slice(0, 10);
  const frame = useRef<HTMLDivElement>(null);
  // Where not all of it fits, the latest is seen.
  useLayoutEffect(() => {
    if (frame.current) frame.current.scrollLeft = frame.current.scrollWidth;
  }, [year]);
  const end = `${year}-12-31`;
  const attended = countByDate(dates);
  const weeks = heatWeeks(year, end, attended, weekStart);
  const days = `${formatCount(attended.size, 'day')} with an attended class`;
  return (
    <section class="panel" aria-labelledby="heat-title">
      <h2 id="heat-title">{days}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls it by the keyboard */}
      <div ref={frame} class="heat-frame" role="img" aria-label={`${days} in ${year}: ${byMonth(dates)}`} tabIndex={0}>
        <div class="heat" aria-hidden="true">
          <div class="heat-names">
            <span />
            {(weeks[1] ?? []).map((day) => (
              <span key={day?.date}>{day === null ? '' : formatWeekday(day.date)}</span>
            ))}
          </div>
          {weeks.map((week, index) => (
            <div key={week.find((day) => day !== null)?.date} class="heat-week">
              <span class="heat-month">{monthBegins(week, index)}</span>
              {week.map((day, weekday) => (
                <span
                  key={weekday}
                  class={day === null ? 'heat-none' : `heat-day heat-${Math.min(day.classes, DARKEST)}`}
                  data-ahead={day !== null && day.date > today}
                  title={
                    day === null ? '' : `${formatFullDay(day.date)}: ${formatCount(day.classes, 'class', 'classes')}`
                  }
                />
              ))}
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}

/** The name of the month that begins in a week. */
function monthBegins(week: readonly (HeatDay | null)[], index: number): string {
  const first = week.find((day) => day !== null && (Number(day.date.slice(8)) === 1 || index === 0));
  return first ? formatMonthName(first.date).slice(0, 3) : '';
}

/** `January 9, February 12`: the same for those who hear it. */
function byMonth(dates: readonly LocalDate[]): string {
  const counts = countByDate(dates.map((date) => `${date.slice(0, 7)}-01`));
  return [...counts].map(([month, count]) => `${formatMonthName(month)} ${count}`).join(', ') || 'none';
}
