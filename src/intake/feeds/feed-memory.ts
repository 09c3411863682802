import type { Store } from '../../db/store.ts';
import { keyText } from '../known/identity-key.ts';
import type { KnownIdentity } from '../known/known-identity.ts';
import type { KnownNames, Recognition } from '../known/recognition.ts';
import type { ImportPlan, Withdrawal } from '../plan/import-plan.ts';
import type { Memory, Taken } from '../take-in.ts';
import { type Coverage, findAbsence, isBelievable, type Sighting } from './absence.ts';
import type { Feed } from './feed.ts';
import { findHeldElsewhere, hasFeed, listSightings, saveSightings } from './feed-store.ts';

export interface FeedRun {
  readonly coverage: Coverage;
  /** Accepts that a feed has suddenly lost most of its classes. */
  readonly force: boolean;
  readonly now: Date;
  /** Called after everything is recorded, in the same transaction. */
  readonly after: (store: Store, taken: Taken) => Promise<void>;
}

/** The memory of a feed; null where the feed was removed while it was asked. */
export async function recallFeed(store: Store, feed: Feed, run: FeedRun): Promise<Memory | null> {
  if (!(await hasFeed(store, feed.id))) return null;
  return new FeedMemory(feed, run, await listSightings(store, feed.id));
}

class FeedMemory implements Memory {
  readonly #feed: Feed;
  readonly #run: FeedRun;
  readonly held: readonly Sighting[];
  /** The events that the feed holds now, by keyText. */
  #present: ReadonlyMap<string, Sighting> = new Map();
  /** Events that the reading did not cover. */
  #unseen: readonly Sighting[] = [];

  constructor(feed: Feed, run: FeedRun, held: readonly Sighting[]) {
    this.#feed = feed;
    this.#run = run;
    this.held = held;
  }

  async findWithdrawal(store: Store, recognition: Recognition, names: KnownNames): Promise<Withdrawal> {
    const { coverage, now } = this.#run;
    this.#present = sightingsOf(recognition);
    const { gone, unseen } = findAbsence(this.held, namesMet(recognition), coverage, now);
    this.#unseen = unseen;
    const events = gone.flatMap((sighting) => names.identities.get(keyText(sighting)) ?? []);
    const lost = new Set([...events, ...recognition.fellOut].map(({ bookingId }) => bookingId));
    const heldElsewhere = await findHeldElsewhere(store, this.#feed.id, [...lost]);
    return { events, reason: `no longer in ${this.#feed.name}`, heldElsewhere };
  }

  believes({ outdated, withdrawn }: ImportPlan): boolean {
    const renamed = new Set(outdated.map(keyText));
    const kept = this.held.map(keyText).filter((key) => this.#present.has(key) || renamed.has(key)).length;
    return this.#run.force || isBelievable(withdrawn, kept);
  }

  mark(plan: ImportPlan) {
    return markBrought(plan, this.#feed.id);
  }

  async keep(store: Store, taken: Taken): Promise<void> {
    if (taken.doubted === 0) {
      await saveSightings(store, this.#feed.id, this.held, [...this.#present.values(), ...this.#unseen]);
    }
    await this.#run.after(store, taken);
  }
}

function sightingsOf({ arrivals }: Recognition): ReadonlyMap<string, Sighting> {
  return new Map(arrivals.map(({ key, said }) => [keyText(key), { ...key, startsAt: said.startsAt }]));
}

/** The keys of all events that the feed still mentions, under their present and their former identities. */
function namesMet({ arrivals, fellOut }: Recognition): ReadonlySet<string> {
  const before = arrivals.flatMap(({ identity }) => (identity ? [keyText(identity)] : []));
  return new Set([...arrivals.map(({ key }) => keyText(key)), ...before, ...fellOut.map(keyText)]);
}

/** The identities of a plan. Those of new bookings are marked as brought by the feed. */
export function markBrought({ bookings, identities }: ImportPlan, feedId: string): KnownIdentity[] {
  const created = new Set(bookings.flatMap(({ before, after }) => (before === null && after ? [after.id] : [])));
  return identities.map((identity) => ({
    ...identity,
    broughtBy: created.has(identity.bookingId) ? feedId : (identity.broughtBy ?? null),
  }));
}
