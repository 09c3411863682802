import type { Cancellation } from '../incoming.ts';
import { parseContent, type SourceContent } from '../source-content.ts';
import { isOlder, type Version, versionOf } from '../version.ts';
import { editionOf, slotOf } from './edition.ts';
import type { KnownIdentity } from './known-identity.ts';
import { instantOfSlot, isDay, isSameSlot, localDateOfSlot } from './slot.ts';

/** What a message has cancelled, to be held against versions that come later and are older. */
export type KeptCancellation = Version & Pick<Cancellation, 'recurrenceId' | 'isFromThere'>;

/** What is known of a series as a whole. */
export interface KnownSeries {
  readonly source: string;
  /** As in IdentityKey, behind the mark of its edition. */
  readonly uid: string;
  /** The version that last listed all of it; null where none did. */
  readonly version: Version | null;
  readonly cancellations: readonly KeptCancellation[];
}

/** The reason for an instance that its series lists no more. */
export const FELL_OUT = 'no longer in the series';

/** One text for each series. */
export function seriesText({ source, uid }: Pick<KnownSeries, 'source' | 'uid'>): string {
  return `${source}\n${uid}`;
}

/** The series after a version that lists it whole: older messages are settled by it. */
export function relist(series: KnownSeries, version: Version): KnownSeries {
  const cancellations = series.cancellations.filter((each) => isOlder(version, each));
  return { ...series, version: versionOf(version), cancellations };
}

/** The series after a message of cancellation. */
export function keepCancellation(series: KnownSeries, said: Cancellation): KnownSeries {
  const kept = { recurrenceId: said.recurrenceId, isFromThere: said.isFromThere, ...versionOf(said) };
  const others = series.cancellations.filter((each) => JSON.stringify(each) !== JSON.stringify(kept));
  return { ...series, cancellations: [...others, kept] };
}

type Reach = Pick<Cancellation, 'recurrenceId' | 'isFromThere'>;

/** Whether a cancellation means the instance in this slot, whose zone is `zone` (IANA). */
export function reaches({ recurrenceId, isFromThere }: Reach, slot: string, zone: string): boolean {
  if (recurrenceId === null || isSameSlot(recurrenceId, slot, zone)) return true;
  if (!isFromThere) return false;
  return isDay(recurrenceId)
    ? localDateOfSlot(slot, zone) >= recurrenceId
    : instantOfSlot(slot, zone) >= instantOfSlot(recurrenceId, zone);
}

/** What of all that is known under its UID a message cancels. */
export function reachedBy(
  { said, edition }: { readonly said: Reach; readonly edition: string },
  known: readonly KnownIdentity[],
): KnownIdentity[] {
  return known.filter((identity) => {
    if (editionOf(identity.recurrenceId) !== edition) return false;
    const content = parseContent(identity.content);
    return reaches(said, slotOfContent(identity.recurrenceId, content), content.zone);
  });
}

/** The slot of an instance; what is no instance of a series stands where it begins. */
export function slotOfContent(recurrenceId: string, { startsAt }: Pick<SourceContent, 'startsAt'>): string {
  return slotOf(recurrenceId) || `${startsAt.slice(0, 19)}Z`;
}

/** The identities of one edition of a UID, each with its content. */
export interface KnownInstance {
  readonly identity: KnownIdentity;
  readonly content: SourceContent;
  readonly slot: string;
}
