import { type Arrival, toArrival } from './arrival.ts';
import { type IdentityKey, identityKeyOf, keyText } from './identity-key.ts';
import type { SeriesListing } from './incoming.ts';
import type { KnownIdentity } from './known-identity.ts';
import type { Said } from './recognition.ts';
import { seriesText } from './series.ts';

/** An event while it is being recognised. */
export interface Candidate {
  arrival: Arrival;
  identity: KnownIdentity | null;
  isOutdated: boolean;
}

/** What a source says under one UID. */
export interface ArrivalGroup {
  readonly source: string;
  /** As in IdentityKey. */
  readonly uid: string;
  readonly candidates: Candidate[];
  listing: SeriesListing | null;
}

/** What a source says, by what it calls it. */
export interface ArrivalGroups {
  /** In the order of the source. */
  readonly candidates: readonly Candidate[];
  /** By seriesText. */
  readonly groups: ReadonlyMap<string, ArrivalGroup>;
  readonly twice: readonly Arrival[];
}

export function groupArrivals({ bookings, listings = [] }: Said, defaultSource: string): ArrivalGroups {
  const groups = new Map<string, ArrivalGroup>();
  const groupOf = ({ source, uid }: Name): ArrivalGroup => {
    const text = seriesText({ source, uid });
    const group = groups.get(text) ?? { source, uid, candidates: [], listing: null };
    groups.set(text, group);
    return group;
  };
  const candidates: Candidate[] = [];
  const twice: Arrival[] = [];
  const met = new Set<string>();
  for (const said of bookings) {
    const arrival = toArrival(said, defaultSource);
    const text = keyText(arrival.key);
    if (met.has(text)) {
      twice.push(arrival);
      continue;
    }
    met.add(text);
    const candidate: Candidate = { arrival, identity: null, isOutdated: false };
    candidates.push(candidate);
    groupOf(arrival.key).candidates.push(candidate);
  }
  for (const listing of listings) groupOf(nameOf(listing, defaultSource)).listing = listing;
  return { candidates, groups, twice };
}

type Name = Pick<IdentityKey, 'source' | 'uid'>;

/** Under which a UID of a source is kept. */
export function nameOf({ uid, source }: Pick<SeriesListing, 'uid' | 'source'>, defaultSource: string): IdentityKey {
  return identityKeyOf({ kind: 'uid', uid, recurrenceId: null }, source ?? defaultSource);
}
