import { nameKey } from '../bookings/name-key.ts';
import { field, type Words, words } from '../words.ts';
import type { IncomingBooking, ReadResult, Skip } from './incoming.ts';
import { ownBookingId, uidOf } from './known/identity-key.ts';
import type { TitleMap } from './title-map.ts';

/** Rules by title: which classes of a source are taken, and how their fields are changed. */
export interface TitleRules {
  /** If not empty, a title has to match one of these. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** In order. Where two maps set the same field, the later one wins. */
  readonly maps: readonly TitleMap[];
  /**
   * The saved maps. They apply to every source and come before `maps`; a map in both is applied at its place here. They
   * do not apply to what numina itself wrote, which is complete.
   */
  readonly standing: readonly TitleMap[];
}

/** Applies the rules. What they leave out is in `skipped`, with the reason. */
export function applyTitleRules<T extends ReadResult>(read: T, { only, skip, maps, standing }: TitleRules): T {
  const all = [...standing, ...maps.filter((map) => !standing.includes(map))];
  if (all.length + only.length + skip.length === 0) return read;
  const reasonAgainst = ({ className }: IncomingBooking): Words | null => {
    const unwanted = skip.find((pattern) => matchesTitle(pattern, className));
    if (unwanted !== undefined) return words`The title matches ${field('skip')} ${unwanted}.`;
    const isWanted = only.length === 0 || only.some((pattern) => matchesTitle(pattern, className));
    return isWanted ? null : words`The title matches no ${field('only')}.`;
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
    // A series is one event with many classes; report it once.
    else skipped.set(`${said.line} ${uid}`, { uid, line: said.line, reason });
  }
  // Where classes of a series are left out, their absence from `bookings` does not mean that they are cancelled.
  const leftOut = new Set([...skipped.values()].map(({ uid }) => uid));
  const listings = read.listings?.filter(({ uid }) => !leftOut.has(uid));
  // A cancellation of a known booking counts, whatever its title is.
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

/** Whether the whole title matches a pattern, in which `*` stands for any text. Case does not count. */
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
