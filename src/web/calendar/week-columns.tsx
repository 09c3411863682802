import type { CalendarJson } from '../../contract/schemas/booking-schema.ts';
import { formatCount, formatWeekday } from '../../render/format.ts';
import { addDays, datesBetween, type LocalDate } from '../../time/civil.ts';
import { useApp } from '../app-context.ts';
import { MarkSign } from '../parts/mark-sign.tsx';
import { pathOf } from '../routes.ts';
import { BookingEntry } from './booking-entry.tsx';
import { moveBooking } from './move-booking.ts';
import { moveInGrid } from './move-in-grid.ts';
import { spokenDay, titleOf } from './period.ts';
import { useDrag } from './use-drag.ts';

interface WeekColumnsProps {
  /** Its first date. */
  readonly startsOn: LocalDate;
  readonly calendar: CalendarJson | null;
}

/** A week as a table of one row: seven days beside each other, on a phone below each other. */
export function WeekColumns({ startsOn, calendar }: WeekColumnsProps) {
  const app = useApp();
  const all = calendar?.days.flatMap((day) => day.bookings) ?? [];
  const drag = useDrag(all, (booking, to) => void moveBooking(booking, to, app));
  const today = app.nowLocal.slice(0, 10);
  const dates = datesBetween(startsOn, addDays(startsOn, 6));
  const week = calendar?.weeks[0];
  return (
    <>
      <table class="week" aria-busy={calendar === null} onKeyDown={moveInGrid} {...drag}>
        <caption class="unseen">{titleOf('week', startsOn, app.weekStart)}</caption>
        <thead>
          <tr>
            {dates.map((date) => (
              <th scope="col" key={date} data-date={date} class={date === today ? 'is-today' : ''}>
                <a
                  class="day-number"
                  href={pathOf({ page: 'day', date })}
                  {...(date === today ? { 'aria-current': 'date' as const } : {})}
                >
                  <span aria-hidden="true">
                    <span class="weekday">{formatWeekday(date)}</span> <b>{Number(date.slice(8))}</b>
                  </span>
                  <span class="unseen">{spokenDay(date)}</span>
                </a>
                {calendar?.pausedDates.includes(date) && <MarkSign mark="paused" isSpoken />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {dates.map((date) => {
              const bookings = calendar?.days.find((each) => each.date === date)?.bookings ?? [];
              return (
                <td key={date} class={date === today ? 'day is-today' : 'day'} data-date={date}>
                  {bookings.length > 0 && (
                    <ul class="entries">
                      {bookings.map((booking) => (
                        <li key={booking.id}>
                          <BookingEntry booking={booking} hasPlace />
                        </li>
                      ))}
                    </ul>
                  )}
                </td>
              );
            })}
          </tr>
        </tbody>
      </table>
      {week && !week.isPaused && (
        <p class="week-standing">
          <span class={week.attendedDays >= week.target ? 'tone-good' : ''}>
            {week.attendedDays}/{week.target}
          </span>{' '}
          {week.attendedDays >= week.target
            ? 'days attended: this week is met.'
            : `days attended; ${formatCount(week.target - week.attendedDays, 'more day')} to meet the week.`}
        </p>
      )}
    </>
  );
}
