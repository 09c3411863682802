import type { StreaksJson } from '../../contract/schemas/attendance-schema.ts';
import type { CalendarJson } from '../../contract/schemas/booking-schema.ts';
import { formatCount } from '../../render/format.ts';
import { useAllData } from '../api/use-all-data.ts';
import { refresh, useData } from '../api/use-data.ts';
import { useApp } from '../app-context.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { PausePanel } from './pause-panel.tsx';
import { StreakWeeks } from './streak-weeks.tsx';
import { countWeeks, missingDays, monthsOfWeeks, outlookOf, sinceFirst } from './streak-words.ts';

const SHOWN_WEEKS = 12;

/** How long the streaks are, what they need next, and the weeks and classes of which they are made. */
export function StreakPage() {
  const app = useApp();
  const today = app.nowLocal.slice(0, 10);
  const { value: streaks, problem } = useData<StreaksJson>('/bookings/streak');
  const months = monthsOfWeeks(today, SHOWN_WEEKS);
  const calendars = useAllData<CalendarJson>(months.map((month) => `/calendar/month/${month}`));
  const counted = countWeeks(calendars.values ?? [], today).slice(0, SHOWN_WEEKS);
  const weeks = sinceFirst(counted);
  const byType = Object.entries(streaks?.byType ?? {});
  return (
    <>
      <header class="page-head">
        <h1>Streak</h1>
      </header>
      <ProblemNote problem={problem ?? calendars.problem} onRetry={refresh} />
      {streaks && (
        <div class="figures">
          <Figure streak={streaks.week} unit="week" missing={missingDays(counted)} />
          <Figure streak={streaks.day} unit="day" missing={null} />
        </div>
      )}
      {streaks && streaks.unmarked > 0 && (
        <p class="tone-warn">
          {formatCount(streaks.unmarked, 'class is', 'classes are')} unmarked.
          {streaks.ifUnmarkedAttended &&
            ` Were they attended, it would be ${formatCount(streaks.ifUnmarkedAttended.week.current, 'week')}.`}{' '}
          <a href="/inbox">To the inbox</a>
        </p>
      )}
      {byType.length > 0 && (
        <section class="panel" aria-labelledby="by-type">
          <h2 id="by-type">By type</h2>
          <ul class="rows">
            {byType.map(([type, streak]) => (
              <li key={type} class="row-item">
                <span class="row-main">
                  <b>{type}</b>{' '}
                  <span class="soft">
                    {formatCount(streak.current, 'week')}, best {streak.longest}. {outlookOf(streak, 'week', today)}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {weeks.length > 0 && <StreakWeeks weeks={weeks} />}
      <PausePanel />
    </>
  );
}

interface FigureProps {
  readonly streak: StreaksJson['week'];
  readonly unit: 'day' | 'week';
  readonly missing: number | null;
}

function Figure({ streak, unit, missing }: FigureProps) {
  const today = useApp().nowLocal.slice(0, 10);
  const isInDanger = streak.state === 'at_risk';
  return (
    <div class="figure">
      <p class="figure-number">{streak.current}</p>
      <p class="figure-name">
        {unit === 'week' ? 'weeks' : 'days'} in a row · best {streak.longest}
      </p>
      <p class={isInDanger ? 'tone-warn' : 'soft'}>{outlookOf(streak, unit, today, missing)}</p>
    </div>
  );
}
