import type { LocalDate } from '../../time/civil.ts';
import { DAY_MS } from '../../time/units.ts';
import type { IncomingBooking, SeriesListing } from '../incoming.ts';
import { parseContent } from '../source-content.ts';
import { isOlder } from '../version.ts';
import { alignInstances } from './align-instances.ts';
import type { Arrival } from './arrival.ts';
import { slotOf } from './edition.ts';
import type { KnownIdentity } from './known-identity.ts';
import { FELL_OUT, type KnownInstance, slotOfContent } from './series.ts';
import { instantOfSlot, isDay, localDateOfSlot } from './slot.ts';

/** The result of matching a new version of a series with what is known. */
export interface SeriesMatch {
  /** By the index of the arrival. */
  readonly identities: ReadonlyMap<number, KnownIdentity>;
  /** Instances that no longer take place. */
  readonly fellOut: readonly KnownIdentity[];
}

export interface SeriesState {
  readonly now: Date;
  /** Whether the source is a feed. Feeds always give the current state, so versions are not compared. */
  readonly isFeed: boolean;
  /** The local date of a class that was attended or missed, since such a class does not move; else null. */
  readonly overOn: (identity: KnownIdentity) => LocalDate | null;
}

/** Where the first or last instance is this near to the end of the window, the series may continue beyond it. */
const MARGIN_MS = 31 * DAY_MS;
/** A cancelled instance that comes back moves at most this far. */
const NEAR_MS = 3 * DAY_MS;

/**
 * Matches a complete series with its known instances. Instances in the same slot are the same. The others are paired in
 * order (see alignInstances), in these steps:
 * - classes that are over, with the class of the same day;
 * - classes that take place, with those that took place;
 * - cancelled classes, with any other known ones;
 * - classes that come back, with classes cancelled near them, or with any where all were cancelled.
 *
 * Known instances that are left have fallen out of the series, unless they took place before its new start, or are
 * newer.
 */
export function matchSeries(
  known: readonly KnownIdentity[],
  arrivals: readonly Arrival[],
  listing: Omit<SeriesListing, 'uid' | 'source'>,
  { now, isFeed, overOn }: SeriesState,
): SeriesMatch {
  const { identities, instances, indexes } = matchSlots(known, arrivals);
  const { from, until, begins } = listing;
  const [fromMs, untilMs, beginsMs] = [Date.parse(from), Date.parse(until), Date.parse(begins)];
  const left = new Set(
    instances
      .map((instance) => ({ ...instance, at: instantOfSlot(instance.slot, instance.content.zone) }))
      .filter(({ at }) => at >= fromMs && at <= untilMs)
      .sort((one, other) => one.at - other.at),
  );
  const starts = arrivals.map(({ key, said }) => instantOfSlot(slotOfContent(key.recurrenceId, said), said.zone));
  const isOpen = Math.min(...starts) < fromMs + MARGIN_MS || Math.max(...starts) > untilMs - MARGIN_MS;
  const rest = new Set(
    indexes
      .map((index) => ({ index, said: arrivals[index]?.said as IncomingBooking, at: starts[index] ?? 0 }))
      .sort((one, other) => one.at - other.at),
  );
  // Instances that both versions have do not move, and no other instance moves across them.
  const fixed = [...identities.keys()].map((index) => starts[index] ?? 0).sort((one, other) => one - other);
  const pair = (isBefore: (one: Placed) => boolean, isAfter: (one: Listed) => boolean, reachMs: number) => {
    const [before, after] = [[...left].filter(isBefore), [...rest].filter(isAfter)];
    for (const [instance, listed] of alignBetween(fixed, before, after, isOpen)) {
      if (Math.abs(instance.at - listed.at) > reachMs) continue;
      // A class in the future cannot be one that is over. It is another class.
      if ((overOn(instance.identity) !== null || instance.content.isCancelled) && isLater(listed.said, instance, now))
        continue;
      match(instance, listed);
    }
  };
  const match = (instance: Placed, listed: Listed) => {
    identities.set(listed.index, instance.identity);
    left.delete(instance);
    rest.delete(listed);
  };
  for (const instance of left) {
    const day = overOn(instance.identity);
    const listed = day === null ? undefined : [...rest].find(({ said }) => said.startsLocal.startsWith(day));
    if (listed) match(instance, listed);
  }
  const isOn = ({ content }: Placed) => !content.isCancelled;
  const isAllCancelled = known.every((identity) => toInstance(identity).content.isCancelled);
  pair(isOn, ({ said }) => !said.isCancelled, Number.POSITIVE_INFINITY);
  const hasFallenOut = ({ content }: Placed) => content.cancellationReason === FELL_OUT;
  pair(
    (one) => !hasFallenOut(one),
    ({ said }) => said.isCancelled,
    Number.POSITIVE_INFINITY,
  );
  pair(
    (one) => isAllCancelled || !hasFallenOut(one),
    () => true,
    isAllCancelled ? Number.POSITIVE_INFINITY : NEAR_MS,
  );
  const hasPassed = ({ content }: Placed) =>
    Date.parse(content.startsAt) < beginsMs && content.startsAt <= now.toISOString();
  // A later version of the series may contain it again.
  const isNewer = ({ identity }: Placed) => !isFeed && isOlder(listing, identity);
  const fellOut = [...left].filter((one) => !hasFallenOut(one) && !hasPassed(one) && !isNewer(one));
  return { identities, fellOut: fellOut.map(({ identity }) => identity) };
}

/** A known instance. `at` is its slot in UTC ms. */
interface Placed extends KnownInstance {
  readonly at: number;
}

/** An incoming instance with its index. `at` is its slot in UTC ms. */
interface Listed {
  readonly index: number;
  readonly said: IncomingBooking;
  readonly at: number;
}

/** Pairs instances within each interval between the `fixed` instants (UTC ms, ascending). */
function alignBetween(
  fixed: readonly number[],
  before: readonly Placed[],
  after: readonly Listed[],
  isOpen: boolean,
): [Placed, Listed][] {
  const [olds, news] = [partition(before, fixed), partition(after, fixed)];
  return olds.flatMap((old, part) => {
    const listed = news[part] ?? [];
    const positions = [old, listed].map((all) => all.map(({ at }) => at));
    return alignInstances(positions[0] ?? [], positions[1] ?? [], isOpen).map(([row, column]): [Placed, Listed] => [
      old[row] as Placed,
      listed[column] as Listed,
    ]);
  });
}

/** Splits an ascending list at the given instants. */
function partition<T extends { readonly at: number }>(all: readonly T[], instants: readonly number[]): T[][] {
  const parts: T[][] = [[]];
  let next = 0;
  for (const one of all) {
    for (; next < instants.length && (instants[next] ?? 0) <= one.at; next += 1) parts.push([]);
    parts.at(-1)?.push(one);
  }
  for (; next < instants.length; next += 1) parts.push([]);
  return parts;
}

/** Whether an incoming class is in the future, on another day than a known class that has begun. */
function isLater({ startsAt, startsLocal }: IncomingBooking, { content }: KnownInstance, now: Date): boolean {
  const nowText = now.toISOString();
  const isOtherDay = startsLocal.slice(0, 10) !== content.startsLocal.slice(0, 10);
  return startsAt > nowText && content.startsAt <= nowText && isOtherDay;
}

/**
 * Matches by slot only: equal recurrence ids first, then the same instant, or the same day where a slot is only a day.
 */
export function matchSlots(known: readonly KnownIdentity[], arrivals: readonly Arrival[]) {
  const identities = new Map<number, KnownIdentity>();
  const byKey = new Map(known.map((identity) => [identity.recurrenceId, identity]));
  const left: number[] = [];
  for (const [index, { key }] of arrivals.entries()) {
    const identity = byKey.get(key.recurrenceId);
    if (identity) identities.set(index, identity);
    else left.push(index);
    byKey.delete(key.recurrenceId);
  }
  const instances = new Set([...byKey.values()].map(toInstance));
  const slots = new SlotIndex([...instances].filter(({ identity }) => slotOf(identity.recurrenceId) !== ''));
  const indexes = left.filter((index) => {
    const { key, said } = arrivals[index] as Arrival;
    const slot = slotOf(key.recurrenceId);
    const instance = slot === '' ? undefined : slots.take(slot, said.zone);
    if (!instance) return true;
    identities.set(index, instance.identity);
    instances.delete(instance);
    return false;
  });
  return { identities, instances: [...instances], indexes };
}

/** Known instances by the instant and the day of their slots. */
class SlotIndex {
  readonly #byInstant = new Map<number, KnownInstance>();
  readonly #byDay = new Map<string, KnownInstance>();
  /** Slots without a time. */
  readonly #daysOnly = new Map<string, KnownInstance>();

  constructor(instances: readonly KnownInstance[]) {
    for (const instance of instances) {
      const { slot, content } = instance;
      this.#byInstant.set(instantOfSlot(slot, content.zone), instance);
      this.#byDay.set(localDateOfSlot(slot, content.zone), instance);
      if (isDay(slot)) this.#daysOnly.set(slot, instance);
    }
  }

  /** Removes and returns the instance in the same slot. */
  take(slot: string, zone: string): KnownInstance | undefined {
    const day = localDateOfSlot(slot, zone);
    const found = isDay(slot)
      ? this.#byDay.get(day)
      : (this.#byInstant.get(instantOfSlot(slot, zone)) ?? this.#daysOnly.get(day));
    if (found) {
      this.#byInstant.delete(instantOfSlot(found.slot, found.content.zone));
      this.#byDay.delete(localDateOfSlot(found.slot, found.content.zone));
      this.#daysOnly.delete(found.slot);
    }
    return found;
  }
}

function toInstance(identity: KnownIdentity): KnownInstance {
  const content = parseContent(identity.content);
  return { identity, content, slot: slotOfContent(identity.recurrenceId, content) };
}
