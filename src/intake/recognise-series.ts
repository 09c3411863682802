import { alignInstances } from './align-instances.ts';
import type { Arrival } from './arrival.ts';
import { slotOf } from './edition.ts';
import type { IncomingBooking, SeriesListing } from './incoming.ts';
import type { KnownIdentity } from './known-identity.ts';
import { FELL_OUT, type KnownInstance, slotOfContent } from './series.ts';
import { instantOfSlot, isDay, localDateOfSlot } from './slot.ts';
import { parseContent } from './source-content.ts';

/** Which known instances the instances of a newer version are, and which take place no more. */
export interface SeriesMatch {
  /** By the index of the arrival. */
  readonly identities: ReadonlyMap<number, KnownIdentity>;
  readonly fellOut: readonly KnownIdentity[];
}

export interface SeriesState {
  readonly now: Date;
  /** Whether somebody was there, or missed it: then it stays where it was. */
  readonly isOver: (identity: KnownIdentity) => boolean;
}

/** Nearer than this to the end of what is listed, a series may go on beyond it. */
const MARGIN_MS = 31 * 86_400_000;

/**
 * Matches the whole of a series with what is known of it. The slots that both have are the same instances; the others
 * follow in order (see alignInstances). What has fallen out is met again in its own slot, or where nothing else is left. What of the known is listed no more has fallen out, unless it took place before the
 * series begins now.
 */
export function matchSeries(
  known: readonly KnownIdentity[],
  arrivals: readonly Arrival[],
  { from, until, begins }: Pick<SeriesListing, 'from' | 'until' | 'begins'>,
  { now, isOver }: SeriesState,
): SeriesMatch {
  const { identities, instances, indexes } = matchSlots(known, arrivals);
  const positionOf = ({ slot, content }: KnownInstance) => instantOfSlot(slot, content.zone);
  const [fromMs, untilMs, beginsMs] = [Date.parse(from), Date.parse(until), Date.parse(begins)];
  const within = instances
    .filter((instance) => positionOf(instance) >= fromMs && positionOf(instance) <= untilMs)
    .sort((one, other) => positionOf(one) - positionOf(other));
  const live = within.filter(({ content }) => content.cancellationReason !== FELL_OUT);
  const candidates = live.length + identities.size > 0 ? live : within;

  const slots = arrivals.map(({ key, said }) => instantOfSlot(slotOfContent(key.recurrenceId, said), said.zone));
  const slotAt = (index: number) => slots[index] ?? 0;
  const rest = [...indexes].sort((one, other) => slotAt(one) - slotAt(other));
  const isOpen = Math.min(...slots) < fromMs + MARGIN_MS || Math.max(...slots) > untilMs - MARGIN_MS;
  const met = new Set<KnownInstance>();
  for (const [before, after] of alignInstances(candidates.map(positionOf), rest.map(slotAt), isOpen)) {
    const [instance, index] = [candidates[before], rest[after]];
    const said = index === undefined ? undefined : arrivals[index]?.said;
    if (!instance || !said || index === undefined) continue;
    // What is over cannot be ahead of us: that is another class.
    if (isOver(instance.identity) && isAhead(said, instance, now)) continue;
    met.add(instance);
    identities.set(index, instance.identity);
  }
  const hasPassed = ({ content }: KnownInstance) =>
    Date.parse(content.startsAt) < beginsMs && content.startsAt <= now.toISOString();
  const fellOut = live.filter((instance) => !met.has(instance) && !hasPassed(instance));
  return { identities, fellOut: fellOut.map(({ identity }) => identity) };
}

function isAhead({ startsAt, startsLocal }: IncomingBooking, { content }: KnownInstance, now: Date): boolean {
  return startsAt > now.toISOString() && startsLocal.slice(0, 10) !== content.startsLocal.slice(0, 10);
}

/** Matches by slot alone: the same name first, then the same instant, or the day where one names only that. */
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

/** Known instances by what their slots mean. */
class SlotIndex {
  readonly #byInstant = new Map<number, KnownInstance>();
  readonly #byDay = new Map<string, KnownInstance>();
  /** Those that name a day only. */
  readonly #daysOnly = new Map<string, KnownInstance>();

  constructor(instances: readonly KnownInstance[]) {
    for (const instance of instances) {
      const { slot, content } = instance;
      this.#byInstant.set(instantOfSlot(slot, content.zone), instance);
      this.#byDay.set(localDateOfSlot(slot, content.zone), instance);
      if (isDay(slot)) this.#daysOnly.set(slot, instance);
    }
  }

  /** The instance in the same slot, which is given once. */
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

export function toInstance(identity: KnownIdentity): KnownInstance {
  const content = parseContent(identity.content);
  return { identity, content, slot: slotOfContent(identity.recurrenceId, content) };
}
