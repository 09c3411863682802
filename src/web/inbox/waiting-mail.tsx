import { useState } from 'preact/hooks';
import type { WaitingMailJson } from '../../contract/schemas/mail-schema.ts';
import { ask } from '../api/ask.ts';
import { type ProblemJson, problemOf } from '../api/problem.ts';
import { refresh } from '../api/use-data.ts';
import { useApp } from '../app-context.ts';
import { markNow, whenOf } from '../booking/booking-words.ts';
import { MarkSign } from '../parts/mark-sign.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

const OUTCOMES: Readonly<Record<NonNullable<WaitingMailJson['outcome']>, string>> = {
  created: 'A new booking',
  updated: 'Changes a booking',
  cancelled: 'Cancels a booking',
  adopted: 'The booking that you typed in',
  unchanged: 'Changes nothing',
};

/** A mail that nobody vouches for: who it says it is from, why it waits, and what would come of it. */
export function WaitingMail({ mail }: { readonly mail: WaitingMailJson }) {
  const app = useApp();
  const [problem, setProblem] = useState<ProblemJson | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const { booking, outcome } = mail;
  const answer = async (action: 'accept' | 'refuse', done: string) => {
    setIsBusy(true);
    setProblem(null);
    try {
      await ask('POST', `/mail/waiting/${mail.id}/${action}`);
      app.tell(`${done}: ${mail.subject}`, { canUndo: true });
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setIsBusy(false);
      refresh();
    }
  };
  return (
    <li class="row-item" aria-busy={isBusy}>
      <div class="row-main">
        <b class="any-text">{mail.subject}</b>
        <span class="soft any-text">says it is from {mail.from}</span>
        <span class="tone-warn">{mail.why}</span>
        {outcome !== null && (
          <span>
            {OUTCOMES[outcome]}
            {booking && (
              <>
                : <MarkSign mark={markNow(booking, app)} isSpoken /> {booking.class.name}, {whenOf(booking, app)}
              </>
            )}
          </span>
        )}
        {mail.reasons.map((reason) => (
          <span key={reason} class="soft">
            {reason}
          </span>
        ))}
      </div>
      <div class="row-actions">
        {outcome !== null && (
          <button
            type="button"
            class="act act-mark-attended"
            disabled={isBusy}
            onClick={() => answer('accept', 'Taken')}
          >
            Take it<span class="unseen">: {mail.subject}</span>
          </button>
        )}
        <button type="button" disabled={isBusy} onClick={() => answer('refuse', 'Left out')}>
          Leave it out<span class="unseen">: {mail.subject}</span>
        </button>
      </div>
      <ProblemNote problem={problem} />
    </li>
  );
}
