import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { toneOf, wordOf } from '../../render/status-symbol.ts';
import type { LocalDate } from '../../time/civil.ts';
import { formatTime } from '../../time/names.ts';
import { useApp } from '../app-context.ts';
import { isElsewhere, markNow, timesOf } from '../booking/booking-words.ts';
import { MarkSign } from '../parts/mark-sign.tsx';
import { pathOf } from '../routes.ts';
import { type Placed, placeDay, shownHours } from './day-layout.ts';
import { spokenDay } from './period.ts';

interface DayTimelineProps {
  readonly date: LocalDate;
  readonly bookings: readonly BookingJson[];
}

/** The classes of a day where they lie between its hours, in the order of their start. */
export function DayTimeline({ date, bookings }: DayTimelineProps) {
  const app = useApp();
  const placed = placeDay(bookings);
  const { from, to } = shownHours(placed);
  const rows = (to - from) * 60;
  const hours = Array.from({ length: to - from }, (_, index) => from + index);
  const minuteNow = Number(app.nowLocal.slice(11, 13)) * 60 + Number(app.nowLocal.slice(14, 16));
  const isNowShown = date === app.nowLocal.slice(0, 10) && minuteNow >= from * 60 && minuteNow < to * 60;
  const share = (minute: number) => `${((minute - from * 60) / rows) * 100}%`;
  return (
    <div class="timeline" style={{ blockSize: `${(to - from) * 3.25}rem` }}>
      {hours.map((hour) => (
        <div key={hour} class="hour" aria-hidden="true" style={{ insetBlockStart: share(hour * 60) }}>
          <span>{formatTime(`${date}T${String(hour).padStart(2, '0')}:00`, app.clock)}</span>
        </div>
      ))}
      {isNowShown && (
        <div class="now" aria-hidden="true" style={{ insetBlockStart: share(minuteNow) }}>
          <span>▸</span>
        </div>
      )}
      <ol aria-label={`Classes on ${spokenDay(date)}`}>
        {placed.map((each) => (
          <li key={each.booking.id} style={placeStyle(each, share)}>
            <TimelineBlock booking={each.booking} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function placeStyle({ fromMinute, toMinute, lane, lanes }: Placed, share: (minute: number) => string) {
  return {
    insetBlockStart: share(fromMinute),
    insetBlockEnd: `calc(100% - ${share(toMinute)})`,
    insetInlineStart: `${(lane / lanes) * 100}%`,
    inlineSize: `${100 / lanes}%`,
  };
}

function TimelineBlock({ booking }: { readonly booking: BookingJson }) {
  const app = useApp();
  const mark = markNow(booking, app);
  const { name, location, instructor } = booking.class;
  return (
    <a
      class={`block ground-${toneOf(mark)}${mark === 'cancelled' ? ' is-struck' : ''}`}
      href={pathOf({ page: 'booking', id: booking.id })}
    >
      <span class="block-head">
        <MarkSign mark={mark} /> <b class="entry-name">{name}</b>
      </span>
      <span class="block-more">
        {timesOf(booking, app)}
        {isElsewhere(booking, app) && '*'} ·{' '}
        {[location, instructor, wordOf(mark)].filter((each) => each !== null).join(' · ')}
      </span>
    </a>
  );
}
