import { fingerprintOf } from '../fingerprint.ts';
import { parseContent } from '../source-content.ts';
import { isAlike } from './alike.ts';
import type { Arrival } from './arrival.ts';
import type { IdentityKey } from './identity-key.ts';
import type { KnownIdentity } from './known-identity.ts';

// Some programs count their UIDs from 0 in every file, so one UID may belong to several classes. Each further class is
// an "edition": its stored recurrence ids begin with a mark, so that the keys differ. The first class of a UID has the
// empty mark.

const MARK = /^[0-9a-f]{8}~/;

/** The mark in a stored recurrence id. */
export function editionOf(recurrenceId: string): string {
  return MARK.exec(recurrenceId)?.[0] ?? '';
}

/** The slot in a stored recurrence id, without the mark. */
export function slotOf(recurrenceId: string): string {
  return recurrenceId.slice(editionOf(recurrenceId).length);
}

/** The stored identities of a UID, grouped by mark. */
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

/** A new mark, for a class whose UID belongs to another class already. */
export function newEdition({ said, source }: Arrival): string {
  const { className, location, startsAt } = said;
  return `${fingerprintOf({ source, className, location, start: startsAt }).slice(0, 8)}~`;
}

/** A key with the mark of an edition. */
export function markKey(key: IdentityKey, edition: string): IdentityKey {
  return { ...key, recurrenceId: edition + key.recurrenceId };
}

/**
 * Whether `arrivals` are another class than `known`, the classes of one edition with the same UID: another title on
 * another day, without a higher SEQUENCE that would mark a change.
 */
export function isAnotherClass(known: readonly KnownIdentity[], arrivals: readonly Arrival[]): boolean {
  const newest = Math.max(...known.map(({ sequence }) => sequence));
  return !arrivals.some(({ said }) => said.sequence > newest) && !resembles(known, arrivals);
}

/** Whether any arrival has the day or the title of a known class. */
export function resembles(known: readonly KnownIdentity[], arrivals: readonly Arrival[]): boolean {
  const contents = known.map(({ content }) => parseContent(content));
  const days = new Set(contents.map(({ startsLocal }) => startsLocal.slice(0, 10)));
  const titles = [...new Set(contents.map(({ className }) => className))];
  return arrivals.some(
    ({ said }) => days.has(said.startsLocal.slice(0, 10)) || titles.some((title) => isAlike(title, said.className)),
  );
}
