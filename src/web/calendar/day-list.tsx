import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { formatNearDay } from '../../render/format.ts';
import { wordOf } from '../../render/status-symbol.ts';
import type { LocalDate } from '../../time/civil.ts';
import { useApp } from '../app-context.ts';
import { cancelNote, isAhead, isElsewhere, markNow, timesOf } from '../booking/booking-words.ts';
import { MarkSign } from '../parts/mark-sign.tsx';
import { pathOf } from '../routes.ts';
import { spokenDay } from './period.ts';

export interface ListedDay {
  readonly date: LocalDate;
  readonly bookings: readonly BookingJson[];
}

/** Days with classes below each other, each class with its place and what cancelling costs. Empty days are left out. */
export function DayList({ days }: { readonly days: readonly ListedDay[] }) {
  const { nowLocal } = useApp();
  const today = nowLocal.slice(0, 10);
  return (
    <div class="day-list">
      {days
        .filter(({ bookings }) => bookings.length > 0)
        .map(({ date, bookings }) => (
          <section key={date} class={date === today ? 'is-today' : ''} aria-labelledby={`list-${date}`}>
            <h2 id={`list-${date}`}>
              <a href={pathOf({ page: 'day', date })}>
                <span aria-hidden="true">{formatNearDay(date, today)}</span>
                <span class="unseen">{spokenDay(date)}</span>
              </a>
            </h2>
            <ul>
              {bookings.map((booking) => (
                <li key={booking.id}>
                  <ListedBooking booking={booking} />
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}

function ListedBooking({ booking }: { readonly booking: BookingJson }) {
  const app = useApp();
  const mark = markNow(booking, app);
  const note = isAhead(booking, app) && mark === 'booked' ? cancelNote(booking, app) : null;
  const { name, location, instructor } = booking.class;
  return (
    <a class={mark === 'cancelled' ? 'listed is-struck' : 'listed'} href={pathOf({ page: 'booking', id: booking.id })}>
      <MarkSign mark={mark} isSpoken={note !== null} />
      <span class="listed-time">
        {timesOf(booking, app)}
        {isElsewhere(booking, app) && '*'}
      </span>
      <span class="listed-name">{name}</span>
      <span class="listed-place">{[location, instructor].filter((each) => each !== null).join(' · ')}</span>
      <span class="listed-note">
        {note ? <span class={note.isOver ? 'tone-warn' : ''}>cancel {note.text}</span> : wordOf(mark)}
      </span>
    </a>
  );
}
