import { useEffect, useMemo } from 'preact/hooks';
import type { Person } from './api/person.ts';
import { refresh } from './api/use-data.ts';
import { AppContext, type AppView } from './app-context.ts';
import { BookSheet } from './book/book-sheet.tsx';
import { BookingSheet } from './booking/booking-sheet.tsx';
import { AgendaPage } from './calendar/agenda-page.tsx';
import { titleOf } from './calendar/period.ts';
import { PeriodPage } from './calendar/period-page.tsx';
import { useMoment } from './clock.ts';
import type { Place } from './navigation.ts';
import { Toast } from './parts/toast.tsx';
import { TopBar } from './parts/top-bar.tsx';
import { isSheet, type Route } from './routes.ts';
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
        <PageOf route={behind} />
      </main>
      <footer class="foot">
        <p>Times of {person.homeZone}</p>
        <button type="button" class="quiet" onClick={onSignOut}>
          Sign out
        </button>
      </footer>
      {route.page === 'booking' && <BookingSheet key={route.id} id={route.id} />}
      {route.page === 'book' && <BookSheet />}
      <Toast isShown={!isSheet(route)} />
    </AppContext.Provider>
  );
}

function PageOf({ route }: { readonly route: Route }) {
  if (route.page === 'month' || route.page === 'week' || route.page === 'day') {
    return <PeriodPage period={route.page} date={route.date} />;
  }
  if (route.page === 'agenda') return <AgendaPage />;
  return (
    <>
      <h1>Nothing is here</h1>
      <p>
        No page has this address. <a href="/month">To this month</a>
      </p>
    </>
  );
}

function nameOf(route: Route, { nowLocal, weekStart }: AppView): string {
  if (route.page === 'month' || route.page === 'week' || route.page === 'day') {
    return titleOf(route.page, route.date ?? nowLocal.slice(0, 10), weekStart);
  }
  return route.page === 'agenda' ? 'Agenda' : 'Nothing here';
}
