import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import type { WaitingMailJson } from '../../contract/schemas/mail-schema.ts';
import { refresh, useData } from '../api/use-data.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { INBOX_PATH } from './inbox-path.ts';
import { UnmarkedRow } from './unmarked-row.tsx';
import { WaitingMail } from './waiting-mail.tsx';

interface PageJson<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** What waits for the person's word: classes that are over and unmarked, and mails that nobody vouches for. */
export function InboxPage() {
  const unmarked = useData<PageJson<BookingJson>>(INBOX_PATH);
  const mails = useData<PageJson<WaitingMailJson>>('/mail/waiting?limit=100');
  const bookings = unmarked.value?.items ?? [];
  const waiting = mails.value?.items ?? [];
  const isKnown = unmarked.value !== null && mails.value !== null;
  return (
    <>
      <header class="page-head">
        <h1>Inbox</h1>
      </header>
      <ProblemNote problem={unmarked.problem ?? mails.problem} onRetry={refresh} />
      {isKnown && bookings.length + waiting.length === 0 && <p class="nothing">Nothing waits for you.</p>}
      {bookings.length > 0 && (
        <section class="panel" aria-labelledby="unmarked">
          <h2 id="unmarked">Did you go?</h2>
          <ul class="rows">
            {bookings.map((booking) => (
              <UnmarkedRow key={booking.id} booking={booking} />
            ))}
          </ul>
          {unmarked.value?.nextCursor && <p class="help">There are more: they follow once these are marked.</p>}
        </section>
      )}
      {waiting.length > 0 && (
        <section class="panel" aria-labelledby="mails">
          <h2 id="mails">Mails that wait for your word</h2>
          <ul class="rows">
            {waiting.map((mail) => (
              <WaitingMail key={mail.id} mail={mail} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
