import { formatDateRange, formatWeekday } from '../../render/format.ts';
import { toneOf } from '../../render/status-symbol.ts';
import { addDays } from '../../time/civil.ts';
import { signOf } from '../booking/booking-words.ts';
import { pathOf } from '../routes.ts';
import type { CountedWeek } from './streak-words.ts';

const LOOKS = {
  met: { mark: 'attended', word: 'counts' },
  open: { mark: 'booked', word: 'this week' },
  missed: { mark: 'no_show', word: 'does not count' },
  paused: { mark: 'paused', word: 'paused' },
} as const;

/** The weeks of which the streak is made, with the classes that count. */
export function StreakWeeks({ weeks }: { readonly weeks: readonly CountedWeek[] }) {
  return (
    <section class="panel" aria-labelledby="weeks">
      <h2 id="weeks">Week by week</h2>
      <p class="help">
        A week counts when it has as many attended days as it needs. Several classes on a day count once; a pause lowers
        what a week needs.
      </p>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Week</th>
            <th scope="col">Days</th>
            <th scope="col">Attended</th>
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <WeekRow key={week.startsOn} week={week} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function WeekRow({ week }: { readonly week: CountedWeek }) {
  const { mark, word } = LOOKS[week.outcome];
  const dates = formatDateRange(week.startsOn, addDays(week.startsOn, 6)).replace(/ \d{4}\b/g, '');
  return (
    <tr>
      <th scope="row">
        <a href={pathOf({ page: 'week', date: week.startsOn })}>{dates}</a>
      </th>
      <td class={`tone-${toneOf(mark)} nowrap`}>
        <span class="sign" aria-hidden="true">
          {signOf(mark)}
        </span>{' '}
        {week.outcome === 'paused' ? '' : `${week.attendedDays}/${week.target}`}
        <span class={week.outcome === 'met' || week.outcome === 'missed' ? 'unseen' : ''}> {word}</span>
      </td>
      <td>
        {week.attended.map(({ localDate, class: { name } }) => `${formatWeekday(localDate)} ${name}`).join(', ') || '–'}
      </td>
    </tr>
  );
}
