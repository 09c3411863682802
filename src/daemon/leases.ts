import type { Kysely } from 'kysely';
import {
  type Lease,
  type LeasePlace,
  readLeaseForClaim,
  readLeases,
  renewLeases,
  takeLease,
} from '../db/lease-store.ts';
import type { Schema } from '../db/schema.ts';
import { type Bidder, DUTIES, type Duty, isHolder, planLease } from './lease.ts';

/** The duties of one daemon among several over one database. */
export class Leases {
  readonly #place: LeasePlace;
  readonly #holder: string;
  /** The fence of each lease that it had last. */
  readonly #fences = new Map<Duty, number>();
  readonly #held = new Set<Duty>();

  /** `holder` is the id of the machine. */
  constructor(place: LeasePlace, holder: string) {
    this.#place = place;
    this.#holder = holder;
  }

  /** The duties that it had when it looked last. */
  get held(): readonly Duty[] {
    return DUTIES.filter((duty) => this.#held.has(duty));
  }

  /** The fence of the lease of a duty; null where another has it. It differs after each time that it was lost. */
  fenceOf(duty: Duty): number | null {
    return this.#held.has(duty) ? (this.#fences.get(duty) ?? null) : null;
  }

  /** Renews what it has and takes over what nobody renews. To be called often: a lease runs out. Throws StorageError. */
  async keep(): Promise<void> {
    const { nowMs, leases } = await readLeases(this.#place);
    const renewed = new Map<Duty, Lease>();
    for (const duty of DUTIES) {
      const lease = leases.get(duty) ?? null;
      const step = planLease(lease, this.#bidder(duty), nowMs);
      if (step.kind === 'leave') this.#held.delete(duty);
      else if (step.kind === 'hold') this.#held.add(duty);
      else if (step.kind === 'renew') renewed.set(duty, step.lease);
      else if (await takeLease(this.#place.common, duty, lease, step.lease)) this.#note(duty, step.lease.fence);
      else this.#held.delete(duty);
    }
    const kept = await renewLeases(this.#place.common, renewed);
    for (const duty of renewed.keys()) {
      if (kept.includes(duty)) this.#held.add(duty);
      else this.#held.delete(duty);
    }
  }

  /**
   * Whether the duty is still its own, asked in the transaction that acts by it; nobody takes it over before that ends.
   * Where it is not, it is given up until the next look.
   */
  async isStillHeld(db: Kysely<Schema>, duty: Duty): Promise<boolean> {
    const found = await readLeaseForClaim(db, this.#place.engine, duty);
    const isHeld = found !== null && isHolder(found.lease, this.#bidder(duty), found.nowMs);
    if (!isHeld) this.#held.delete(duty);
    return isHeld;
  }

  /** Gives everything up, so that another need not wait until it runs out. */
  async release(): Promise<void> {
    const { nowMs, leases } = await readLeases(this.#place);
    const ended = new Map<Duty, Lease>();
    for (const duty of DUTIES) {
      const lease = leases.get(duty);
      if (lease && isHolder(lease, this.#bidder(duty), nowMs)) ended.set(duty, { ...lease, untilMs: nowMs });
    }
    await renewLeases(this.#place.common, ended);
    this.#held.clear();
  }

  #bidder(duty: Duty): Bidder {
    return { holder: this.#holder, fence: this.#fences.get(duty) ?? null };
  }

  #note(duty: Duty, fence: number): void {
    this.#fences.set(duty, fence);
    this.#held.add(duty);
  }
}
