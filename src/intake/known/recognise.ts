import { localDateOf } from '../../bookings/booking.ts';
import { classKey, recordedClass } from '../../bookings/same-class.ts';
import type { LocalDate } from '../../time/civil.ts';
import type { SeriesListing } from '../incoming.ts';
import type { ImportRules } from '../plan/import-plan.ts';
import { formatContent, parseContent, type SourceContent } from '../source-content.ts';
import { isOlder } from '../version.ts';
import type { Arrival } from './arrival.ts';
import { type ArrivalGroup, type Candidate, groupArrivals } from './arrival-groups.ts';
import { editionOf, groupEditions, isAnotherClass, markKey, newEdition } from './edition.ts';
import { identityKeyOf, keyText } from './identity-key.ts';
import type { KnownIdentity } from './known-identity.ts';
import { findMovedOn } from './moved-on.ts';
import { recogniseCancellations } from './recognise-cancellations.ts';
import { matchSeries, matchSlots } from './recognise-series.ts';
import type { KnownNames, Recognition, Said } from './recognition.ts';
import {
  addCancellation,
  type KeptCancellation,
  type KnownSeries,
  reaches,
  relist,
  seriesText,
  slotOfContent,
} from './series.ts';
import { SeriesMemory } from './series-memory.ts';

/**
 * Finds which events of a source are known already: by UID; for a series, instance by instance; in a feed that changes
 * its UIDs, by class, place and start.
 */
export function recognise(said: Said, known: KnownNames, rules: ImportRules): Recognition {
  return new Recogniser(known, rules).recognise(said);
}

class Recogniser {
  readonly #names: KnownNames;
  readonly #rules: ImportRules;
  readonly #fellOut: KnownIdentity[] = [];
  readonly #memory: SeriesMemory;
  #known: ReadonlyMap<string, readonly KnownIdentity[]> | undefined;

  constructor(names: KnownNames, rules: ImportRules) {
    this.#names = names;
    this.#rules = rules;
    this.#memory = new SeriesMemory(names.series);
  }

  recognise(said: Said): Recognition {
    const { candidates, groups, twice } = groupArrivals(said, this.#rules.defaultSource);
    for (const group of groups.values()) if (!this.#isAsKnown(group)) this.#recogniseGroup(group);
    for (const candidate of this.#rules.isFeed ? [] : candidates) {
      this.#heedOtherNames(candidate);
      candidate.movedOn = findMovedOn(candidate, this.#names);
    }
    if (this.#names.held.size > 0) this.#findRenamed(candidates);
    const { cancellations = [] } = said;
    // Grouping by UID costs time, and most sources send no messages.
    const messages =
      cancellations.length === 0
        ? { cancellations: [], unknown: [] }
        : recogniseCancellations(
            cancellations,
            { known: this.#knownByUid(), groups, memory: this.#memory },
            this.#rules,
          );
    return {
      arrivals: candidates,
      ...{ twice, fellOut: this.#fellOut, ...messages },
      series: this.#memory.learnt(),
    };
  }

  /** Whether a single event is exactly as it was stored. Then nothing else has to be compared. */
  #isAsKnown({ candidates, listing }: ArrivalGroup): boolean {
    const [candidate] = candidates;
    if (!candidate || candidates.length > 1 || listing || this.#names.identities.size === 0) return false;
    const identity = this.#names.identities.get(keyText(candidate.key));
    if (identity?.content !== candidate.content) return false;
    candidate.identity = identity;
    return true;
  }

  #recogniseGroup(group: ArrivalGroup): void {
    const { candidates, listing } = group;
    const all = this.#knownByUid().get(seriesText(group)) ?? [];
    if (all.length === 0 && !listing && !this.#memory.knows(group)) return;
    const edition = all.length === 0 ? '' : this.#editionOf(group, all);
    for (const each of edition === '' ? [] : candidates) each.key = markKey(each.key, edition);
    const known = all.filter(({ recurrenceId }) => editionOf(recurrenceId) === edition);
    const series = this.#memory.recall(group, edition);
    if (listing) this.#takeListing(group, known, series, listing);
    else if (series.version && isSingle(group, edition)) this.#takeSingle(group, known, series);
    else this.#takeInstances(candidates, known, series);
    if (!this.#rules.isFeed) heedCancellations(candidates, this.#memory.recall(group, edition));
  }

  /**
   * Mails identify a class in several ways. A cancellation under one UID counts for the others too, also later. A class
   * that was moved before is also known by its old start.
   */
  #heedOtherNames(candidate: Candidate): void {
    const { partial } = candidate.said;
    if (!partial) return;
    const recall = (uid: string) =>
      this.#memory.recall(identityKeyOf({ kind: 'uid', uid, recurrenceId: null }, candidate.source), '');
    const isNewer = (each: KeptCancellation) => isOlder(candidate.said, each);
    const newer = partial.alsoCalled.flatMap((uid) => recall(uid).cancellations.filter(isNewer));
    heedCancellations([candidate], { cancellations: newer });
    if (partial.formerUid == null) return;
    const own = this.#memory.recall(candidate.key, '');
    const all = [...own.cancellations.filter(isNewer), ...newer];
    for (const series of all.length === 0 ? [] : [own, recall(partial.formerUid)]) {
      this.#memory.learn(all.reduce(addCancellation, series));
    }
  }

  /** Stored identities by seriesText. Built on the first call. */
  #knownByUid(): ReadonlyMap<string, readonly KnownIdentity[]> {
    if (this.#known) return this.#known;
    const known = new Map<string, KnownIdentity[]>();
    for (const identity of this.#names.identities.values()) {
      const same = known.get(seriesText(identity));
      if (same) same.push(identity);
      else known.set(seriesText(identity), [identity]);
    }
    this.#known = known;
    return known;
  }

  /** The edition of its UID that the group is about; a new one where it is another class. */
  #editionOf({ candidates, uid }: ArrivalGroup, all: readonly KnownIdentity[]): string {
    const [first] = candidates;
    if (!first || !uid.startsWith('uid:')) return '';
    const slots = new Set(all.map(({ recurrenceId }) => recurrenceId));
    if (candidates.some(({ key }) => key.recurrenceId !== '' && slots.has(key.recurrenceId))) return '';
    const isSame = ([, known]: readonly [string, readonly KnownIdentity[]]) =>
      !isAnotherClass(known, candidates) &&
      !(candidates.length === 1 && known.some((each) => this.#wasBefore(each, first)));
    return [...groupEditions(all)].find(isSame)?.[0] ?? newEdition(first);
  }

  /** Whether a known single class was attended or missed, and the arrival is a future class on another day. */
  #wasBefore(identity: KnownIdentity, { said, key }: Arrival): boolean {
    const areSingle = key.recurrenceId === '' && identity.recurrenceId === editionOf(identity.recurrenceId);
    const day = areSingle ? this.#overOn(identity) : null;
    return day !== null && said.startsAt > this.#rules.now.toISOString() && !said.startsLocal.startsWith(day);
  }

  #overOn = ({ bookingId }: KnownIdentity): LocalDate | null => {
    const booking = this.#names.bookings.get(bookingId);
    const isOver = booking?.status === 'attended' || booking?.status === 'no_show';
    return isOver ? localDateOf(booking) : null;
  };

  #takeListing(
    { candidates }: ArrivalGroup,
    known: readonly KnownIdentity[],
    series: KnownSeries,
    listing: SeriesListing,
  ): void {
    const { now, isFeed = false } = this.#rules;
    if (!isFeed && series.version && isOlder(listing, series.version)) {
      this.#takeInstances(candidates, known, series);
      return;
    }
    const match = matchSeries(known, candidates, listing, { now, isFeed, overOn: this.#overOn });
    for (const [index, candidate] of candidates.entries()) candidate.identity = match.identities.get(index) ?? null;
    this.#fellOut.push(...match.fellOut);
    const after = relist(series, listing);
    const isSettled = series.cancellations.length > after.cancellations.length;
    if (!series.version || isOlder(series.version, listing) || isSettled) this.#memory.learn(after);
  }

  /**
   * Takes a single event whose UID is a known series. It replaces the series, or it is one instance without a
   * RECURRENCE-ID.
   */
  #takeSingle(group: ArrivalGroup, known: readonly KnownIdentity[], series: KnownSeries): void {
    const { version } = series;
    const [candidate] = group.candidates;
    if (!candidate || !version) return;
    const { said } = candidate;
    if (this.#rules.isFeed || isOlder(version, said)) {
      const window = { from: '0000-01-01T00:00:00Z', until: '9999-12-31T00:00:00Z', begins: said.startsAt };
      this.#takeListing(group, known, series, { ...window, ...said, uid: group.uid });
    } else if (isOlder(said, version)) {
      this.#takeInstances(group.candidates, known, series);
    } else {
      candidate.identity = known.find(({ content }) => parseContent(content).startsAt === said.startsAt) ?? null;
    }
  }

  /** Takes single instances. Each has its own version; one that is older than the whole series is outdated. */
  #takeInstances(candidates: readonly Candidate[], known: readonly KnownIdentity[], { version }: KnownSeries): void {
    if (known.length > 0) matchBySlot(candidates, known);
    if (version === null || this.#rules.isFeed) return;
    for (const candidate of candidates) candidate.isOutdated = isOlder(candidate.said, version);
  }

  /**
   * Some feeds change their UIDs at every fetch. An event that is missing now may be a new one: it is found by its
   * content.
   */
  #findRenamed(candidates: readonly Candidate[]): void {
    const met = new Set(this.#fellOut.map(keyText));
    for (const { identity } of candidates) if (identity) met.add(keyText(identity));
    const byWords = new Map<string, KnownIdentity[]>();
    for (const [text, identity] of this.#names.identities) {
      if (!this.#names.held.has(text) || met.has(text)) continue;
      const words = wordsOf(parseContent(identity.content));
      byWords.set(words, [...(byWords.get(words) ?? []), identity]);
    }
    for (const candidate of byWords.size === 0 ? [] : candidates) {
      if (candidate.identity || candidate.isOutdated) continue;
      candidate.identity = byWords.get(wordsOf(candidate.said))?.shift() ?? null;
    }
  }
}

/** Whether the group is one event that is not an instance of a series. */
function isSingle({ candidates }: ArrivalGroup, edition: string): boolean {
  return candidates.length === 1 && candidates[0]?.key.recurrenceId === edition;
}

function matchBySlot(candidates: readonly Candidate[], known: readonly KnownIdentity[]): void {
  const { identities } = matchSlots(known, candidates);
  for (const [index, candidate] of candidates.entries()) candidate.identity = identities.get(index) ?? null;
}

/** Marks arrivals as cancelled where a newer message cancelled them. */
function heedCancellations(
  candidates: readonly Candidate[],
  { cancellations }: Pick<KnownSeries, 'cancellations'>,
): void {
  for (const candidate of cancellations.length === 0 ? [] : candidates) {
    const { said, key } = candidate;
    const slot = slotOfContent(key.recurrenceId, said);
    const isMeant = cancellations.some((each) => isOlder(said, each) && reaches(each, slot, said.zone));
    if (said.isCancelled || !isMeant) continue;
    candidate.said = { ...said, isCancelled: true };
    candidate.content = formatContent(candidate.said);
  }
}

/** The class, place and start, whatever the source calls the event. */
function wordsOf(said: Pick<SourceContent, 'className' | 'location' | 'startsAt'>): string {
  return `${classKey(recordedClass(said))}\n${said.startsAt}`;
}
