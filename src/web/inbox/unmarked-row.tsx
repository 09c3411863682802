import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { formatNearDay } from '../../render/format.ts';
import { useApp } from '../app-context.ts';
import { STATUS_ACTIONS, type StatusAction } from '../booking/booking-actions.ts';
import { markNow, timesOf } from '../booking/booking-words.ts';
import { useBookingChange } from '../booking/use-booking-change.ts';
import { MarkSign } from '../parts/mark-sign.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { pathOf } from '../routes.ts';

const OFFERED: readonly StatusAction[] = ['mark-attended', 'no-show', 'cancel'];
const LABELS: Readonly<Partial<Record<StatusAction, string>>> = { cancel: 'Cancelled' };

/** A class that is over, and the three things that can have happened. */
export function UnmarkedRow({ booking }: { readonly booking: BookingJson }) {
  const app = useApp();
  const { change, problem, isBusy } = useBookingChange(booking, null);
  const { name, location } = booking.class;
  const day = formatNearDay(booking.localDate, app.nowLocal.slice(0, 10));
  return (
    <li class="row-item" aria-busy={isBusy}>
      <a class="row-main" href={pathOf({ page: 'booking', id: booking.id })}>
        <MarkSign mark={markNow(booking, app)} isSpoken />
        <b>{name}</b>{' '}
        <span class="soft">
          {day} {timesOf(booking, app)}
          {location !== null && ` · ${location}`}
        </span>
      </a>
      <div class="row-actions">
        {OFFERED.map((action) => (
          <button
            type="button"
            key={action}
            class={`act act-${action}`}
            disabled={isBusy}
            onClick={() => change({ method: 'POST', action, done: STATUS_ACTIONS[action].done })}
          >
            {LABELS[action] ?? STATUS_ACTIONS[action].label}
            <span class="unseen">
              : {name}, {day}
            </span>
          </button>
        ))}
      </div>
      <ProblemNote problem={problem} />
    </li>
  );
}
