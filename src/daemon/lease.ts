import type { Lease } from '../db/lease-store.ts';
import type { ChannelName } from '../reminders/channel.ts';

/*
 * Leases: of several daemons over one database, one does each duty. The holder renews its lease in time. Where it does
 * not, another takes the lease over and raises the fence by one, so that the old holder finds out before it does
 * anything. All instants are those of the database's clock.
 */

/** What one daemon does for all others. The desktop and the calendar folder are not among them: each has its own. */
export const DUTIES = ['mail', 'webhook', 'feeds', 'daily'] as const;
export type Duty = (typeof DUTIES)[number];

/** The duty to which a channel belongs; null for the desktop, which each machine has for itself. */
export const DUTY_OF: Readonly<Record<ChannelName, Duty | null>> = { desktop: null, email: 'mail', webhook: 'webhook' };

/** How long a lease lasts without renewal: how late reminders may be after a daemon was killed. */
export const LEASE_MS = 15_000;
/** A lease is renewed once this much of it is gone. */
const RENEW_AFTER_MS = 4000;

/** A daemon, as one lease knows it. */
export interface Bidder {
  readonly holder: string;
  /** The fence of its own last lease; null where it has had none since it was started. */
  readonly fence: number | null;
}

/** `hold`: it is its own, and fresh. `leave`: another has it. `lease` is what to write. */
export type LeaseStep =
  | { readonly kind: 'hold' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'renew'; readonly lease: Lease }
  | { readonly kind: 'take'; readonly lease: Lease };

/** What a daemon does about a lease at `nowMs`. `lease` is null where nobody has had it yet. */
export function planLease(lease: Lease | null, { holder, fence }: Bidder, nowMs: number): LeaseStep {
  const untilMs = nowMs + LEASE_MS;
  if (lease === null) return { kind: 'take', lease: { holder, fence: 1, untilMs } };
  if (lease.holder === holder && lease.fence === fence) {
    // It may have run out meanwhile. As nobody has taken it over, it is still its own.
    const isFresh = lease.untilMs - nowMs > LEASE_MS - RENEW_AFTER_MS && !isUnbelievable(lease, nowMs);
    return isFresh ? { kind: 'hold' } : { kind: 'renew', lease: { ...lease, untilMs } };
  }
  // The daemon of this machine that had it has ended: only one can run. Where this one has had the lease already, another
  // machine has the same id, being a copy; they do not take it from each other.
  const isOfFormer = lease.holder === holder && fence === null;
  const isOver = lease.untilMs <= nowMs || isUnbelievable(lease, nowMs);
  if (!isOfFormer && !isOver) return { kind: 'leave' };
  return { kind: 'take', lease: { holder, fence: lease.fence + 1, untilMs } };
}

/** Whether a daemon may act by a lease. */
export function isHolder(lease: Lease | null, { holder, fence }: Bidder, nowMs: number): boolean {
  return lease !== null && lease.holder === holder && lease.fence === fence && nowMs < lease.untilMs;
}

/** No lease lasts so long: the clock of the server was set back. */
function isUnbelievable({ untilMs }: Lease, nowMs: number): boolean {
  return untilMs - nowMs > LEASE_MS;
}
