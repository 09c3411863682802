import { useState } from 'preact/hooks';
import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { formatRelative } from '../../render/format.ts';
import { MINUTE_MS } from '../../time/units.ts';
import { refresh, useData } from '../api/use-data.ts';
import { useApp } from '../app-context.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { pathOf } from '../routes.ts';
import { DayList } from './day-list.tsx';
import { groupByDate } from './group-by-date.ts';
import { Legend } from './legend.tsx';

const SPANS = [14, 30, 90] as const;

/** What comes next, day by day. */
export function AgendaPage() {
  const app = useApp();
  const [days, setDays] = useState<number>(SPANS[0]);
  const { value, problem, isAsking } = useData<{ items: BookingJson[] }>(`/calendar/upcoming?days=${days}`);
  const bookings = value?.items ?? [];
  const next = bookings.find(({ status, startsAt }) => status === 'booked' && Date.parse(startsAt) > app.now.getTime());
  const outlook = next && `Next in ${formatRelative((Date.parse(next.startsAt) - app.now.getTime()) / MINUTE_MS)}.`;
  return (
    <>
      <header class="page-head">
        <h1>Agenda</h1>
        {outlook && <p class="outlook">{outlook}</p>}
        <fieldset class="choice">
          <legend class="unseen">How far ahead</legend>
          {SPANS.map((span) => (
            <label key={span}>
              <input type="radio" name="days" checked={span === days} onChange={() => setDays(span)} />
              <span>{span} days</span>
            </label>
          ))}
        </fieldset>
      </header>
      <ProblemNote problem={problem} onRetry={refresh} />
      <div aria-busy={isAsking && value === null}>
        <DayList days={groupByDate(bookings)} />
      </div>
      {value !== null && bookings.length === 0 && (
        <p class="nothing">
          No classes booked in the next {days} days. <a href={pathOf({ page: 'book' })}>Book a class</a>
        </p>
      )}
      {bookings.length > 0 && <Legend bookings={bookings} />}
    </>
  );
}
