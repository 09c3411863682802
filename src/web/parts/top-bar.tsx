import { pathOf, type Route } from '../routes.ts';

const VIEWS = [
  { page: 'month', label: 'Month' },
  { page: 'week', label: 'Week' },
  { page: 'day', label: 'Day' },
  { page: 'agenda', label: 'Agenda' },
] as const;

/** The ways through the calendar: above the page on a desk, below it under the thumb on a phone. */
export function TopBar({ behind }: { readonly behind: Route }) {
  const date = 'date' in behind ? behind.date : null;
  const addressOf = (page: (typeof VIEWS)[number]['page']) => pathOf(page === 'agenda' ? { page } : { page, date });
  return (
    <header class="bar">
      <a class="wordmark" href="/month">
        <span class="tone-accent" aria-hidden="true">
          ○
        </span>{' '}
        numina
      </a>
      <nav class="views" aria-label="Views">
        {VIEWS.map(({ page, label }) => (
          <a key={page} href={addressOf(page)} {...(behind.page === page ? { 'aria-current': 'page' as const } : {})}>
            {label}
          </a>
        ))}
      </nav>
      <a class="act act-main book" href={pathOf({ page: 'book' })}>
        Book<span class="wide-only">a class</span>
      </a>
    </header>
  );
}
