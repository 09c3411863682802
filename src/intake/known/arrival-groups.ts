import type { IncomingBooking, SeriesListing } from '../incoming.ts';
import { type Arrival, toArrival } from './arrival.ts';
import { type IdentityKey, identityKeyOf } from './identity-key.ts';
import type { KnownIdentity } from './known-identity.ts';
import type { RecognisedArrival, Said } from './recognition.ts';
import { seriesText } from './series.ts';

/** An event while it is recognised. Its fields change during recognition. */
export class Candidate implements RecognisedArrival {
  said: IncomingBooking;
  key: IdentityKey;
  readonly source: string;
  content: string;
  identity: KnownIdentity | null = null;
  isOutdated = false;
  movedOn: KnownIdentity | null = null;

  constructor({ said, key, source, content }: Arrival) {
    this.said = said;
    this.key = key;
    this.source = source;
    this.content = content;
  }
}

type Name = Pick<IdentityKey, 'source' | 'uid'>;

/** Everything that a source says about one UID. */
export class ArrivalGroup {
  readonly source: string;
  /** As in IdentityKey. */
  readonly uid: string;
  readonly candidates: Candidate[] = [];
  listing: SeriesListing | null = null;
  #slots: Set<string> | undefined;

  constructor({ source, uid }: Name) {
    this.source = source;
    this.uid = uid;
  }

  /** Adds an event; false where the group has one with the same recurrence id already. */
  add(candidate: Candidate): boolean {
    const [first] = this.candidates;
    if (first) {
      this.#slots ??= new Set([first.key.recurrenceId]);
      if (this.#slots.has(candidate.key.recurrenceId)) return false;
      this.#slots.add(candidate.key.recurrenceId);
    }
    this.candidates.push(candidate);
    return true;
  }
}

/** The events of a source, grouped by UID. */
export interface ArrivalGroups {
  /** In the order of the source. */
  readonly candidates: readonly Candidate[];
  /** By seriesText. */
  readonly groups: ReadonlyMap<string, ArrivalGroup>;
  /** Events that come a second time. */
  readonly twice: readonly Arrival[];
}

export function groupArrivals({ bookings, listings = [] }: Said, defaultSource: string): ArrivalGroups {
  const groups = new Map<string, ArrivalGroup>();
  const groupOf = ({ source, uid }: Name): ArrivalGroup => {
    const text = seriesText({ source, uid });
    const known = groups.get(text);
    if (known) return known;
    const group = new ArrivalGroup({ source, uid });
    groups.set(text, group);
    return group;
  };
  const candidates: Candidate[] = [];
  const twice: Arrival[] = [];
  for (const said of bookings) {
    const candidate = new Candidate(toArrival(said, defaultSource));
    const group = groupOf(candidate.key);
    if (group.add(candidate)) candidates.push(candidate);
    else twice.push(candidate);
  }
  for (const listing of listings) groupOf(nameOf(listing, defaultSource)).listing = listing;
  return { candidates, groups, twice };
}

/** The key under which a UID of a source is stored. */
export function nameOf({ uid, source }: Pick<SeriesListing, 'uid' | 'source'>, defaultSource: string): IdentityKey {
  return identityKeyOf({ kind: 'uid', uid, recurrenceId: null }, source ?? defaultSource);
}
