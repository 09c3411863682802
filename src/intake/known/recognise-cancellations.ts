import type { Cancellation } from '../incoming.ts';
import type { ImportRules } from '../plan/import-plan.ts';
import { isOlder } from '../version.ts';
import { toArrival } from './arrival.ts';
import { type ArrivalGroup, nameOf } from './arrival-groups.ts';
import { groupEditions, resembles } from './edition.ts';
import type { KnownIdentity } from './known-identity.ts';
import type { KnownCancellation, Recognition } from './recognition.ts';
import { keepCancellation, seriesText } from './series.ts';
import type { SeriesMemory } from './series-memory.ts';

/** Where to look for the events of a cancellation message. Keys come from seriesText. */
export interface CancellationSources {
  readonly known: ReadonlyMap<string, readonly KnownIdentity[]>;
  /** The events of the same source document. */
  readonly groups: ReadonlyMap<string, ArrivalGroup>;
  readonly memory: SeriesMemory;
}

/**
 * Separates messages about known events from others. Each message is remembered, since the version that it cancels may
 * arrive later.
 */
export function recogniseCancellations(
  cancellations: readonly Cancellation[],
  { known, groups, memory }: CancellationSources,
  { defaultSource, isFeed }: ImportRules,
): Pick<Recognition, 'cancellations' | 'unknown'> {
  const found: KnownCancellation[] = [];
  const unknown: Cancellation[] = [];
  for (const said of cancellations) {
    const { source, uid } = nameOf(said, defaultSource);
    const all = known.get(seriesText({ source, uid })) ?? [];
    const edition = editionMeant(said, all, defaultSource);
    const series = memory.recall({ source, uid }, edition);
    const isSettled = series.version !== null && isOlder(said, series.version);
    if (!isFeed && !isSettled) {
      const after = keepCancellation(series, said);
      if (after.cancellations.length > series.cancellations.length) memory.learn(after);
    }
    if (!isFeed) rememberOtherNames(said, source, memory);
    if (all.length > 0 || groups.has(seriesText({ source, uid }))) found.push({ said, source, uid, edition });
    else unknown.push(said);
  }
  return { cancellations: found, unknown };
}

/** Stores a cancellation under other UIDs too: a mail may cancel by number what another mail booked by start. */
function rememberOtherNames(said: Cancellation, source: string, memory: SeriesMemory): void {
  for (const uid of said.said?.partial?.alsoCalled ?? []) {
    const series = memory.recall(nameOf({ uid, source }, source), '');
    const after = keepCancellation(series, said);
    if (after.cancellations.length > series.cancellations.length) memory.learn(after);
  }
}

/** The edition that a message means. Where it describes none of them, the last one that came in. */
function editionMeant({ said }: Cancellation, all: readonly KnownIdentity[], defaultSource: string): string {
  const editions = [...groupEditions(all)];
  const arrival = said && toArrival(said, defaultSource);
  const described = editions.find(([, known]) => arrival && resembles(known, [arrival]));
  return (described ?? editions.at(-1))?.[0] ?? '';
}
