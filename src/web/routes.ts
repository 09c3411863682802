import { isLocalDate, type LocalDate } from '../time/civil.ts';

/** A page by its address. `date` is any date of a period; null stands for today. */
export type Route =
  | { readonly page: 'month' | 'week' | 'day'; readonly date: LocalDate | null }
  | { readonly page: 'agenda' | 'book' | 'sign-in' }
  | { readonly page: 'booking'; readonly id: string }
  /** A sign-in link that was opened: the secret is used only when the person presses the button. */
  | { readonly page: 'link'; readonly secret: string }
  | { readonly page: 'unknown' };

export type Page = Route['page'];

const DATED = /^\/(month|week|day)(?:\/([\d-]+))?$/;

/** The page of a path; `unknown` where there is none. */
export function parseRoute(path: string): Route {
  if (path === '/') return { page: 'month', date: null };
  const [, period, said] = DATED.exec(path) ?? [];
  if (period === 'month' || period === 'week' || period === 'day') {
    if (said === undefined) return { page: period, date: null };
    const date = period === 'month' ? `${said}-01` : said;
    return isLocalDate(date) ? { page: period, date } : { page: 'unknown' };
  }
  const [, place, rest] = /^\/(booking|in)\/([^/]+)$/.exec(path) ?? [];
  if (rest !== undefined) {
    const text = decode(rest);
    if (text === null) return { page: 'unknown' };
    return place === 'in' ? { page: 'link', secret: text } : { page: 'booking', id: text };
  }
  if (path === '/agenda' || path === '/book' || path === '/sign-in') {
    return { page: path.slice(1) as 'agenda' | 'book' | 'sign-in' };
  }
  return { page: 'unknown' };
}

/** The address of a page: the inverse of {@link parseRoute}. */
export function pathOf(route: Route): string {
  switch (route.page) {
    case 'month':
      return route.date === null ? '/month' : `/month/${route.date.slice(0, 7)}`;
    case 'week':
    case 'day':
      return route.date === null ? `/${route.page}` : `/${route.page}/${route.date}`;
    case 'booking':
      return `/booking/${encodeURIComponent(route.id)}`;
    case 'link':
      return `/in/${encodeURIComponent(route.secret)}`;
    case 'unknown':
      return '/';
    default:
      return `/${route.page}`;
  }
}

/** Whether a page is a sheet that lies over the page from which it was opened. */
export function isSheet({ page }: Route): boolean {
  return page === 'booking' || page === 'book';
}

/** The text of a part of an address; null where its escapes are none. */
function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
