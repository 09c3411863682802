import type { Cancellation } from '../incoming.ts';
import { parseContent, type SourceContent } from '../source-content.ts';
import { isOlder, type Version, versionOf } from '../version.ts';
import { editionOf, slotOf } from './edition.ts';
import type { KnownIdentity } from './known-identity.ts';
import { instantOfSlot, isDay, isSameSlot, localDateOfSlot } from './slot.ts';

/** A cancellation that is kept, to be compared with older versions that may arrive later. */
export type KeptCancellation = Version & Pick<Cancellation, 'recurrenceId' | 'isFromThere'>;

/** What is known of a series as a whole. */
export interface KnownSeries {
  readonly source: string;
  /** As in IdentityKey, after the mark of its edition. */
  readonly uid: string;
  /** The last version that listed the whole series; null where none did. */
  readonly version: Version | null;
  readonly cancellations: readonly KeptCancellation[];
}

/** The cancellation reason of an instance that its series no longer lists. */
export const FELL_OUT = 'no longer in the series';

/** The key of a series, for maps. */
export function seriesText({ source, uid }: Pick<KnownSeries, 'source' | 'uid'>): string {
  return `${source}\n${uid}`;
}

/** The series after a version that lists it completely. Older cancellations no longer matter. */
export function relist(series: KnownSeries, version: Version): KnownSeries {
  const cancellations = series.cancellations.filter((each) => isOlder(version, each));
  return { ...series, version: versionOf(version), cancellations };
}

/** The series with a further cancellation message. */
export function keepCancellation(series: KnownSeries, said: Cancellation): KnownSeries {
  return addCancellation(series, {
    ...{ recurrenceId: said.recurrenceId, isFromThere: said.isFromThere },
    ...versionOf(said),
  });
}

/** The series with a cancellation, once. */
export function addCancellation(series: KnownSeries, kept: KeptCancellation): KnownSeries {
  const others = series.cancellations.filter((each) => JSON.stringify(each) !== JSON.stringify(kept));
  return { ...series, cancellations: [...others, kept] };
}

type Reach = Pick<Cancellation, 'recurrenceId' | 'isFromThere'>;

/** Whether a cancellation covers the instance in this slot. `zone` is the IANA zone of the slot. */
export function reaches({ recurrenceId, isFromThere }: Reach, slot: string, zone: string): boolean {
  if (recurrenceId === null || isSameSlot(recurrenceId, slot, zone)) return true;
  if (!isFromThere) return false;
  return isDay(recurrenceId)
    ? localDateOfSlot(slot, zone) >= recurrenceId
    : instantOfSlot(slot, zone) >= instantOfSlot(recurrenceId, zone);
}

/** The known instances that a message cancels. */
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

/** The slot of an instance. For an event that is not an instance, the slot is its start. */
export function slotOfContent(recurrenceId: string, { startsAt }: Pick<SourceContent, 'startsAt'>): string {
  return slotOf(recurrenceId) || `${startsAt.slice(0, 19)}Z`;
}

/** A stored identity with its parsed content and its slot. */
export interface KnownInstance {
  readonly identity: KnownIdentity;
  readonly content: SourceContent;
  readonly slot: string;
}
