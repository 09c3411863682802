import { nameKey } from '../bookings/name-key.ts';
import type { IncomingBooking, ReadResult, Skip } from './incoming.ts';
import { ownBookingId, uidOf } from './known/identity-key.ts';
import type { TitleMap } from './title-map.ts';

/** Which classes of a calendar are taken, by their titles, and what they are called here. */
export interface TitleRules {
  /** Where there are any, a title has to match one. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** In order: where two say something of the same field, the later counts. */
  readonly maps: readonly TitleMap[];
  /**
   * Those of the settings, which hold for every source and come before `maps`; one that is in both counts where it
   * stands here. What numina itself has written says everything, and is left as it is.
   */
  readonly standing: readonly TitleMap[];
}

/** What is left of a source by the rules, and what they made of it; what they leave out is skipped with its reason. */
export function applyTitleRules<T extends ReadResult>(read: T, { only, skip, maps, standing }: TitleRules): T {
  const all = [...standing, ...maps.filter((map) => !standing.includes(map))];
  if (all.length + only.length + skip.length === 0) return read;
  const reasonAgainst = ({ className }: IncomingBooking): string | null => {
    const unwanted = skip.find((pattern) => matchesTitle(pattern, className));
    if (unwanted !== undefined) return `Its title matches --skip ${unwanted}.`;
    const isWanted = only.length === 0 || only.some((pattern) => matchesTitle(pattern, className));
    return isWanted ? null : 'Its title matches no --only.';
  };
  const mapped = (said: IncomingBooking): IncomingBooking => {
    const here = ownBookingId(said.identity) === null ? all : maps;
    const fields = here.flatMap((map) => (matchesTitle(map.pattern, said.className) ? [map.fields] : []));
    return Object.assign({}, said, ...fields);
  };
  const bookings: IncomingBooking[] = [];
  const skipped = new Map<string, Skip>();
  for (const said of read.bookings) {
    const reason = reasonAgainst(said);
    const uid = uidOf(said.identity);
    if (reason === null) bookings.push(mapped(said));
    // A series is one event with many classes.
    else skipped.set(`${said.line} ${uid}`, { uid, line: said.line, reason });
  }
  // Of a series that is left out, or a part of it, nothing has fallen out.
  const leftOut = new Set([...skipped.values()].map(({ uid }) => uid));
  const listings = read.listings?.filter(({ uid }) => !leftOut.has(uid));
  // What is known is cancelled whatever its title is.
  const cancellations = read.cancellations?.map((each) => ({
    ...each,
    said: each.said && reasonAgainst(each.said) === null ? mapped(each.said) : null,
  }));
  return {
    ...{ ...read, bookings, skipped: [...read.skipped, ...skipped.values()] },
    ...(listings && { listings }),
    ...(cancellations && { cancellations }),
  };
}

/** Whether a whole title, without regard to case, is a pattern in which `*` stands for any text. */
export function matchesTitle(pattern: string, title: string): boolean {
  const [first = '', ...rest] = nameKey(pattern).split('*');
  const key = nameKey(title);
  const last = rest.pop();
  if (last === undefined) return key === first;
  if (!key.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = key.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return key.length - last.length >= from && key.endsWith(last);
}
