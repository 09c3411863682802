import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { useData } from '../api/use-data.ts';
import { INBOX_PATH } from '../inbox/inbox-path.ts';
import { pathOf, type Route } from '../routes.ts';

interface Way {
  readonly page: 'month' | 'week' | 'day' | 'agenda' | 'inbox' | 'streak' | 'stats' | 'more';
  readonly label: string;
  /** There is no room for all on a phone: they are under More. */
  readonly isWide?: boolean;
}

const WAYS: readonly Way[] = [
  { page: 'month', label: 'Month' },
  { page: 'week', label: 'Week' },
  { page: 'day', label: 'Day' },
  { page: 'agenda', label: 'Agenda' },
  { page: 'inbox', label: 'Inbox', isWide: true },
  { page: 'streak', label: 'Streak', isWide: true },
  { page: 'stats', label: 'Statistics', isWide: true },
  { page: 'more', label: 'More' },
];

/** The ways through the calendar: above the page on a desk, below it under the thumb on a phone. */
export function TopBar({ behind }: { readonly behind: Route }) {
  const { value: inbox } = useData<{ readonly items: readonly BookingJson[] }>(INBOX_PATH);
  const unmarked = inbox?.items.length ?? 0;
  const date = 'date' in behind ? behind.date : null;
  const addressOf = (page: Way['page']) =>
    pathOf(page === 'month' || page === 'week' || page === 'day' ? { page, date } : { page });
  return (
    <header class="bar">
      <a class="wordmark" href="/month">
        <span class="tone-accent" aria-hidden="true">
          ○
        </span>{' '}
        numina
      </a>
      <nav class="views" aria-label="Views">
        {WAYS.map(({ page, label, isWide = false }) => (
          <a
            key={page}
            class={isWide ? 'is-wide' : ''}
            href={addressOf(page)}
            {...(behind.page === page ? { 'aria-current': 'page' as const } : {})}
          >
            {label}
            {unmarked > 0 && (page === 'inbox' || page === 'more') && (
              <span class={`badge badge-${page}`}>
                {unmarked}
                <span class="unseen"> unmarked</span>
              </span>
            )}
          </a>
        ))}
      </nav>
      <a class="act act-main book" href={pathOf({ page: 'book' })}>
        Book<span class="wide-only">a class</span>
      </a>
    </header>
  );
}
