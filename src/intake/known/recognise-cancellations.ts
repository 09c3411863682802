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

/** Where the events that a message may be about are looked for, by seriesText. */
export interface CancellationSources {
  readonly known: ReadonlyMap<string, readonly KnownIdentity[]>;
  /** What came in with it. */
  readonly groups: ReadonlyMap<string, ArrivalGroup>;
  readonly memory: SeriesMemory;
}

/**
 * Tells messages about what is known from others. Each is remembered, for a version that it cancels may come later.
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
    if (all.length > 0 || groups.has(seriesText({ source, uid }))) found.push({ said, source, uid, edition });
    else unknown.push(said);
  }
  return { cancellations: found, unknown };
}

/** The mark of the class that is meant; of several, where the message describes none of them, the last that came. */
function editionMeant({ said }: Cancellation, all: readonly KnownIdentity[], defaultSource: string): string {
  const editions = [...groupEditions(all)];
  const arrival = said && toArrival(said, defaultSource);
  const described = editions.find(([, known]) => arrival && resembles(known, [arrival]));
  return (described ?? editions.at(-1))?.[0] ?? '';
}
