import { isLocalDate, type LocalDate } from '../time/civil.ts';

/** A page by its address. `date` is any date of a period; null stands for today. */
export type Route =
  | { readonly page: 'month' | 'week' | 'day'; readonly date: LocalDate | null }
  | { readonly page: PlainPage }
  | { readonly page: 'booking'; readonly id: string }
  | { readonly page: 'unknown' };

export type Page = Route['page'];

/** Pages whose address is their name. */
const PLAIN = [
  'agenda',
  'book',
  'inbox',
  'streak',
  'stats',
  'more',
  'reminders',
  'access',
  'import',
  'sign-in',
] as const;
type PlainPage = (typeof PLAIN)[number];

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
  const [, rest] = /^\/booking\/([^/]+)$/.exec(path) ?? [];
  if (rest !== undefined) {
    const text = decode(rest);
    if (text === null) return { page: 'unknown' };
    return { page: 'booking', id: text };
  }
  const plain = PLAIN.find((page) => path === `/${page}`);
  return { page: plain ?? 'unknown' };
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
