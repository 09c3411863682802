import { pathOf, type Route } from './routes.ts';

const PLACES: readonly { readonly route: Route; readonly name: string; readonly what: string }[] = [
  { route: { page: 'inbox' }, name: 'Inbox', what: 'Classes to mark, and mails that wait for your word' },
  { route: { page: 'streak' }, name: 'Streak', what: 'How long it is, what it needs next, and pauses' },
  { route: { page: 'stats' }, name: 'Statistics', what: 'A year at a glance, by type, place and hour' },
  { route: { page: 'reminders' }, name: 'Reminders', what: 'When and by what you are reminded, and quiet hours' },
  { route: { page: 'access' }, name: 'Devices and sharing', what: 'Browsers, tokens, and calendars for others' },
  { route: { page: 'import' }, name: 'Import', what: 'A calendar or a table of bookings from a file' },
];

/** Where everything beside the calendar is. */
export function MorePage({ onSignOut }: { readonly onSignOut: () => void }) {
  return (
    <>
      <header class="page-head">
        <h1>More</h1>
      </header>
      <ul class="rows places">
        {PLACES.map(({ route, name, what }) => (
          <li key={name}>
            <a class="place" href={pathOf(route)}>
              <b>{name}</b>
              <span class="soft">{what}</span>
            </a>
          </li>
        ))}
      </ul>
      <button type="button" onClick={onSignOut}>
        Sign out
      </button>
    </>
  );
}
