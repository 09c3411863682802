import type { CalendarJson } from '../../contract/schemas/booking-schema.ts';
import { formatCount, formatWeekday } from '../../render/format.ts';
import { addDays, datesBetween, type LocalDate, toDayNumber, weekNumberOf } from '../../time/civil.ts';
import { formatLongWeekday } from '../../time/names.ts';
import { useApp } from '../app-context.ts';
import { markNow } from '../booking/booking-words.ts';
import { MarkSign } from '../parts/mark-sign.tsx';
import { pathOf } from '../routes.ts';
import { BookingEntry } from './booking-entry.tsx';
import { moveBooking } from './move-booking.ts';
import { moveInGrid } from './move-in-grid.ts';
import { datesOf, spokenDay, titleOf } from './period.ts';
import { useDrag } from './use-drag.ts';

interface MonthGridProps {
  readonly date: LocalDate;
  /** Null while it is asked for: the empty grid stands already. */
  readonly calendar: CalendarJson | null;
}

/** A month as a table: a row a week, a column a weekday, and before each week its number and its attended days. */
export function MonthGrid({ date, calendar }: MonthGridProps) {
  const app = useApp();
  const { weekStart } = app;
  const bookings = calendar?.days.flatMap((day) => day.bookings) ?? [];
  const drag = useDrag(bookings, (booking, to) => void moveBooking(booking, to, app));
  const { gridFrom, gridTo } = datesOf('month', date, weekStart);
  const weekdays = datesBetween(gridFrom, addDays(gridFrom, 6));
  const weeks = datesBetween(gridFrom, gridTo).filter((_, index) => index % 7 === 0);
  return (
    <table class="month" aria-busy={calendar === null} onKeyDown={moveInGrid} {...drag}>
      <caption class="unseen">{titleOf('month', date, weekStart)}</caption>
      <thead>
        <tr>
          <th scope="col" class="gutter">
            <span class="unseen">Week, and days attended of those it needs</span>
          </th>
          {weekdays.map((day) => (
            <th scope="col" key={day}>
              <abbr title={formatLongWeekday(day)}>{formatWeekday(day)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((startsOn) => (
          <tr key={startsOn}>
            <WeekHead startsOn={startsOn} calendar={calendar} />
            {datesBetween(startsOn, addDays(startsOn, 6)).map((day) => (
              <DayCell key={day} date={day} month={date} calendar={calendar} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `W48` and `1/3`: the attended days of a week and how many it needs. */
function WeekHead({ startsOn, calendar }: { readonly startsOn: LocalDate; readonly calendar: CalendarJson | null }) {
  const week = calendar?.weeks.find((each) => each.startsOn === startsOn);
  const number = weekNumberOf(toDayNumber(startsOn));
  const isMet = week !== undefined && !week.isPaused && week.attendedDays >= week.target;
  return (
    <th scope="row" class="gutter">
      <a href={pathOf({ page: 'week', date: startsOn })}>
        <span aria-hidden="true">W{number}</span>
        <span class="unseen">Week {number}</span>
      </a>
      {week?.isPaused && <MarkSign mark="paused" isSpoken />}
      {week && !week.isPaused && (
        <span class={isMet ? 'standing tone-good' : 'standing'}>
          <span aria-hidden="true">
            {week.attendedDays}/{week.target}
          </span>
          <span class="unseen">
            , {week.attendedDays} of {formatCount(week.target, 'day')} attended
          </span>
        </span>
      )}
    </th>
  );
}

interface DayCellProps {
  readonly date: LocalDate;
  readonly month: LocalDate;
  readonly calendar: CalendarJson | null;
}

function DayCell({ date, month, calendar }: DayCellProps) {
  const app = useApp();
  if (date.slice(0, 7) !== month.slice(0, 7)) return <td class="outside" />;
  const bookings = calendar?.days.find((each) => each.date === date)?.bookings ?? [];
  const isToday = date === app.nowLocal.slice(0, 10);
  const isPaused = calendar?.pausedDates.includes(date) ?? false;
  return (
    <td class={isToday ? 'day is-today' : 'day'} data-date={date}>
      <a
        class="day-number"
        href={pathOf({ page: 'day', date })}
        {...(isToday ? { 'aria-current': 'date' as const } : {})}
      >
        <span aria-hidden="true">{Number(date.slice(8))}</span>
        <span class="unseen">
          {spokenDay(date)}
          {bookings.length > 0 && `, ${formatCount(bookings.length, 'class', 'classes')}`}
        </span>
      </a>
      {isPaused && <MarkSign mark="paused" isSpoken />}
      <span class="signs" aria-hidden="true">
        {bookings.map((booking) => (
          <MarkSign key={booking.id} mark={markNow(booking, app)} />
        ))}
      </span>
      {bookings.length > 0 && (
        <ul class="entries">
          {bookings.map((booking) => (
            <li key={booking.id}>
              <BookingEntry booking={booking} />
            </li>
          ))}
        </ul>
      )}
    </td>
  );
}
