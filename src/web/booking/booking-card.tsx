import { useEffect, useRef, useState } from 'preact/hooks';
import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { toneOf, wordOf } from '../../render/status-symbol.ts';
import { useApp } from '../app-context.ts';
import { MarkSign } from '../parts/mark-sign.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ReviewPanel } from '../review/review-panel.tsx';
import { offeredActions, STATUS_ACTIONS, type StatusAction } from './booking-actions.ts';
import { bookingFacts } from './booking-facts.ts';
import { cancelWarning, distanceOf, markNow, whenOf } from './booking-words.ts';
import { CancelForm } from './cancel-form.tsx';
import { useBookingChange } from './use-booking-change.ts';

interface BookingCardProps {
  readonly booking: BookingJson;
  readonly etag: string | null;
  readonly onEdit: () => void;
  /** Called when the booking is no more. */
  readonly onGone: () => void;
}

/** Everything known of a booking, and what a person does with it. */
export function BookingCard({ booking, etag, onEdit, onGone }: BookingCardProps) {
  const app = useApp();
  const [isCancelling, setIsCancelling] = useState(false);
  const { change, problem, isBusy } = useBookingChange(booking, etag);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const mark = markNow(booking, app);
  const act = (action: StatusAction) => {
    if (action === 'cancel') setIsCancelling(true);
    else void change({ method: 'POST', action, done: STATUS_ACTIONS[action].done });
  };
  const remove = async () => {
    if (await change({ method: 'DELETE', done: 'Deleted' })) onGone();
  };
  return (
    <article class="card" aria-busy={isBusy}>
      <p class={`card-mark tone-${toneOf(mark)}`}>
        <MarkSign mark={mark} /> {wordOf(mark)}
      </p>
      <h2 id="sheet-title" tabIndex={-1} ref={title}>
        {booking.class.name}
      </h2>
      <p class="card-when">
        {whenOf(booking, app)} <span class="card-distance">· {distanceOf(booking, app)}</span>
      </p>
      <ProblemNote problem={problem} />
      {isCancelling ? (
        <CancelForm
          booking={booking}
          warning={cancelWarning(booking, app)}
          isBusy={isBusy}
          onKeep={() => setIsCancelling(false)}
          onCancel={async (body) => {
            const isDone = await change({ method: 'POST', action: 'cancel', body, done: STATUS_ACTIONS.cancel.done });
            if (isDone) setIsCancelling(false);
          }}
        />
      ) : (
        <div class="actions">
          {offeredActions(booking, app).map((action) => (
            <button
              type="button"
              key={action}
              disabled={isBusy}
              class={`act act-${action}`}
              onClick={() => act(action)}
            >
              {STATUS_ACTIONS[action].label}
            </button>
          ))}
          <button type="button" disabled={isBusy} onClick={onEdit}>
            Edit
          </button>
        </div>
      )}
      <dl class="facts">
        {bookingFacts(booking, app).map(({ label, value, isWarning, href }) => (
          <div key={label} class={isWarning ? 'is-warning' : ''}>
            <dt>{label}</dt>
            <dd>
              {href ? (
                <a href={href} target="_blank" rel="noreferrer noopener">
                  {value}
                </a>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
      {booking.status === 'attended' && <ReviewPanel booking={booking} />}
      <footer class="card-foot">
        <code>{booking.shortId}</code>
        <button type="button" class="quiet danger" disabled={isBusy} onClick={remove}>
          Delete from the record
        </button>
      </footer>
    </article>
  );
}
