import type { CalendarJson } from '../../contract/schemas/booking-schema.ts';
import type { LocalDate } from '../../time/civil.ts';
import { refresh, useData } from '../api/use-data.ts';
import { useApp } from '../app-context.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { pathOf } from '../routes.ts';
import { DayList } from './day-list.tsx';
import { DayTimeline } from './day-timeline.tsx';
import { Legend } from './legend.tsx';
import { MonthGrid } from './month-grid.tsx';
import { anchorOf, type Period, pathOfPeriod, stepPeriod, titleOf } from './period.ts';
import { WeekColumns } from './week-columns.tsx';

interface PeriodPageProps {
  readonly period: Period;
  /** Null for today. */
  readonly date: LocalDate | null;
}

/** A month, a week or a day, with the ways to those before and after it. */
export function PeriodPage({ period, date }: PeriodPageProps) {
  const app = useApp();
  const today = app.nowLocal.slice(0, 10);
  const anchor = anchorOf(period, date ?? today, app.weekStart);
  const { value: calendar, problem } = useData<CalendarJson>(pathOfPeriod(period, anchor));
  const bookings = calendar?.days.flatMap((day) => day.bookings) ?? [];
  const isPresent = anchor === anchorOf(period, today, app.weekStart);
  const step = (steps: number) => pathOf({ page: period, date: stepPeriod(period, anchor, steps) });
  return (
    <>
      <header class="page-head">
        <h1 aria-live="polite">{titleOf(period, anchor, app.weekStart)}</h1>
        <nav class="steps" aria-label={`Other ${period}s`}>
          <a href={step(-1)}>
            <span aria-hidden="true">‹</span>
            <span class="unseen">Previous {period}</span>
          </a>
          <a href={pathOf({ page: period, date: null })} {...(isPresent ? { 'aria-current': 'date' as const } : {})}>
            Today
          </a>
          <a href={step(1)}>
            <span class="unseen">Next {period}</span>
            <span aria-hidden="true">›</span>
          </a>
        </nav>
      </header>
      <ProblemNote problem={problem} onRetry={refresh} />
      {period === 'month' && <MonthGrid date={anchor} calendar={calendar} />}
      {period === 'week' && <WeekColumns startsOn={anchor} calendar={calendar} />}
      {period === 'day' && <DayTimeline date={anchor} bookings={bookings} />}
      {period === 'month' && <DayList days={calendar?.days ?? []} />}
      {calendar && bookings.length === 0 && (
        <p class="nothing">
          No classes {period === 'day' ? 'on this day' : `in this ${period}`}.{' '}
          <a href={pathOf({ page: 'book' })}>Book a class</a>
        </p>
      )}
      {calendar && <Legend bookings={bookings} pausedDays={calendar.pausedDates.length} />}
    </>
  );
}
