import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { toneOf } from '../../render/status-symbol.ts';
import { formatTime } from '../../time/names.ts';
import { useApp } from '../app-context.ts';
import { isElsewhere, markNow, wallTimeOf } from '../booking/booking-words.ts';
import { MarkSign } from '../parts/mark-sign.tsx';
import { pathOf } from '../routes.ts';
import { canMove } from './move-booking.ts';
import { draggedBy } from './use-drag.ts';

/** A class in a cell of the calendar: symbol, time, name, and the place where there is room. */
export function BookingEntry({
  booking,
  hasPlace = false,
}: {
  readonly booking: BookingJson;
  readonly hasPlace?: boolean;
}) {
  const app = useApp();
  const mark = markNow(booking, app);
  const { name, location } = booking.class;
  return (
    <a
      class={`entry ground-${toneOf(mark)}${mark === 'cancelled' ? ' is-struck' : ''}`}
      href={pathOf({ page: 'booking', id: booking.id })}
      {...(canMove(booking, app) ? draggedBy(booking.id) : { draggable: false })}
      title={location === null ? name : `${name}, ${location}`}
    >
      <MarkSign mark={mark} isSpoken />
      <span class="entry-time">
        {formatTime(wallTimeOf(booking.startsAt), app.clock)}
        {isElsewhere(booking, app) && '*'}
      </span>
      <span class="entry-name">{name}</span>
      {hasPlace && location !== null && <span class="entry-place">{location}</span>}
    </a>
  );
}
