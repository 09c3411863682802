import { fingerprintOf } from '../fingerprint.ts';
import { parseContent } from '../source-content.ts';
import { isAlike } from './alike.ts';
import type { Arrival } from './arrival.ts';
import type { IdentityKey } from './identity-key.ts';
import type { KnownIdentity } from './known-identity.ts';

// Some programs count their UIDs from 0 in every file. What comes under a UID that is another class's already is an
// edition of its own: its recurrence ids begin with a mark, so that the names of both are kept apart. The class that
// had the UID first has the empty mark.

const MARK = /^[0-9a-f]{8}~/;

/** The mark of a stored recurrence id. */
export function editionOf(recurrenceId: string): string {
  return MARK.exec(recurrenceId)?.[0] ?? '';
}

/** The slot that a stored recurrence id names, without its mark. */
export function slotOf(recurrenceId: string): string {
  return recurrenceId.slice(editionOf(recurrenceId).length);
}

/** All that is known under a UID, by mark. */
export function groupEditions(known: readonly KnownIdentity[]): ReadonlyMap<string, readonly KnownIdentity[]> {
  const editions = new Map<string, KnownIdentity[]>();
  for (const identity of known) {
    const mark = editionOf(identity.recurrenceId);
    const same = editions.get(mark);
    if (same) same.push(identity);
    else editions.set(mark, [identity]);
  }
  return editions;
}

/** The mark of a class that comes under the UID of another. */
export function newEdition({ said, source }: Arrival): string {
  const { className, location, startsAt } = said;
  return `${fingerprintOf({ source, className, location, start: startsAt }).slice(0, 8)}~`;
}

/** The key of what is one of an edition. */
export function markKey(key: IdentityKey, edition: string): IdentityKey {
  return { ...key, recurrenceId: edition + key.recurrenceId };
}

/**
 * Whether what arrives is another class than those known under its UID: another title on another day, without a higher
 * SEQUENCE that would call it a change. `known` are of one edition.
 */
export function isAnotherClass(known: readonly KnownIdentity[], arrivals: readonly Arrival[]): boolean {
  const newest = Math.max(...known.map(({ sequence }) => sequence));
  return !arrivals.some(({ said }) => said.sequence > newest) && !resembles(known, arrivals);
}

/** Whether any of what arrives has a day or a title of what is known. */
export function resembles(known: readonly KnownIdentity[], arrivals: readonly Arrival[]): boolean {
  const contents = known.map(({ content }) => parseContent(content));
  const days = new Set(contents.map(({ startsLocal }) => startsLocal.slice(0, 10)));
  const titles = [...new Set(contents.map(({ className }) => className))];
  return arrivals.some(
    ({ said }) => days.has(said.startsLocal.slice(0, 10)) || titles.some((title) => isAlike(title, said.className)),
  );
}
