import type { VNode } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { AccessPage } from './access/access-page.tsx';
import type { Person } from './api/person.ts';
import { refresh } from './api/use-data.ts';
import { AppContext, type AppView } from './app-context.ts';
import { BookSheet } from './book/book-sheet.tsx';
import { BookingSheet } from './booking/booking-sheet.tsx';
import { AgendaPage } from './calendar/agenda-page.tsx';
import { titleOf } from './calendar/period.ts';
import { PeriodPage } from './calendar/period-page.tsx';
import { useMoment } from './clock.ts';
import { ImportPage } from './import/import-page.tsx';
import { InboxPage } from './inbox/inbox-page.tsx';
import { MorePage } from './more-page.tsx';
import type { Place } from './navigation.ts';
import { OfflineNote } from './parts/offline-note.tsx';
import { Toast } from './parts/toast.tsx';
import { TopBar } from './parts/top-bar.tsx';
import { RemindersPage } from './reminders/reminders-page.tsx';
import { isSheet, type Page, type Route } from './routes.ts';
import { StatsPage } from './stats/stats-page.tsx';
import { StreakPage } from './streak/streak-page.tsx';
import { useLive } from './use-live.ts';
import { useNews } from './use-news.ts';

interface CalendarFrameProps {
  readonly place: Place;
  readonly person: Person;
  readonly onSignOut: () => void;
}

/** The calendar of a person: the bar, the page, and the sheet that may lie over it. */
export function CalendarFrame({ place: { route, behind }, person, onSignOut }: CalendarFrameProps) {
  const { now, nowLocal } = useMoment(person.homeZone);
  const office = useNews();
  useLive();
  const view = useMemo<AppView>(() => ({ now, nowLocal, ...person, ...office }), [now, person, office.news]);
  useEffect(() => {
    document.title = `${nameOf(behind, view)} · numina`;
  }, [behind, view]);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') refresh();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return (
    <AppContext.Provider value={view}>
      <a class="skip" href="#page">
        To the calendar
      </a>
      <TopBar behind={behind} />
      <main id="page" tabIndex={-1}>
        <OfflineNote />
        <PageOf route={behind} onSignOut={onSignOut} />
      </main>
      <footer class="foot">
        <p>Times of {person.homeZone}</p>
      </footer>
      {route.page === 'booking' && <BookingSheet key={route.id} id={route.id} />}
      {route.page === 'book' && <BookSheet />}
      <Toast isShown={!isSheet(route)} />
    </AppContext.Provider>
  );
}

function PageOf({ route, onSignOut }: { readonly route: Route; readonly onSignOut: () => void }) {
  if (route.page === 'month' || route.page === 'week' || route.page === 'day') {
    return <PeriodPage period={route.page} date={route.date} />;
  }
  if (route.page === 'more') return <MorePage onSignOut={onSignOut} />;
  const Page = PAGES[route.page];
  if (Page) return <Page />;
  return (
    <>
      <h1>Nothing is here</h1>
      <p>
        No page has this address. <a href="/month">To this month</a>
      </p>
    </>
  );
}

/** Pages that stand for themselves. */
const PAGES: Readonly<Partial<Record<Page, () => VNode>>> = {
  agenda: AgendaPage,
  inbox: InboxPage,
  streak: StreakPage,
  stats: StatsPage,
  reminders: RemindersPage,
  access: AccessPage,
  import: ImportPage,
};

const NAMES: Readonly<Partial<Record<Page, string>>> = {
  agenda: 'Agenda',
  inbox: 'Inbox',
  streak: 'Streak',
  stats: 'Statistics',
  more: 'More',
  reminders: 'Reminders',
  access: 'Devices and sharing',
  import: 'Import',
};

function nameOf(route: Route, { nowLocal, weekStart }: AppView): string {
  if (route.page === 'month' || route.page === 'week' || route.page === 'day') {
    return titleOf(route.page, route.date ?? nowLocal.slice(0, 10), weekStart);
  }
  return NAMES[route.page] ?? 'Nothing here';
}
