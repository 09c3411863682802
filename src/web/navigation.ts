import { useEffect, useState } from 'preact/hooks';
import { isSheet, parseRoute, pathOf, type Route } from './routes.ts';

/** Where the person is: the page, and below a sheet the page that it covers. */
export interface Place {
  readonly route: Route;
  /** The page behind a sheet; the page itself where no sheet lies over it. */
  readonly behind: Route;
}

const FIRST: Route = { page: 'month', date: null };

/** What an entry of the browser's history keeps. */
interface EntryState {
  /** The path of the page behind a sheet, where the sheet was opened from it. */
  readonly behind?: string;
}

function placeNow(): Place {
  const route = parseRoute(location.pathname);
  const { behind } = (history.state ?? {}) as EntryState;
  return { route, behind: isSheet(route) ? (behind === undefined ? FIRST : parseRoute(behind)) : route };
}

const listeners = new Set<() => void>();

/** Goes to a page. A sheet remembers the page that it covers. */
export function goTo(route: Route, { isReplacing = false }: { readonly isReplacing?: boolean } = {}): void {
  const state: EntryState = isSheet(route) ? { behind: pathOf(placeNow().behind) } : {};
  if (isReplacing) history.replaceState(state, '', pathOf(route));
  else history.pushState(state, '', pathOf(route));
  if (!isSheet(route)) window.scrollTo(0, 0);
  for (const tell of listeners) tell();
}

/** Closes a sheet: back to where it was opened, or to the page that it would cover. */
export function closeSheet(fallback: Route = FIRST): void {
  const { behind } = (history.state ?? {}) as EntryState;
  if (behind === undefined) goTo(fallback, { isReplacing: true });
  else history.back();
}

/** The present place; follows links, the back button and {@link goTo}. */
export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    const look = () => setPlace(placeNow());
    listeners.add(look);
    window.addEventListener('popstate', look);
    document.addEventListener('click', followLink);
    return () => {
      listeners.delete(look);
      window.removeEventListener('popstate', look);
      document.removeEventListener('click', followLink);
    };
  }, []);
  return place;
}

/** Follows a plain click on a link of the calendar without loading the document anew. */
function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest('a');
  if (link?.target !== '' || link.origin !== location.origin || link.hasAttribute('download')) return;
  const route = parseRoute(link.pathname);
  if (route.page === 'unknown') return;
  event.preventDefault();
  goTo(route);
}
