import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bidder, isHolder, LEASE_MS, planLease } from '../../src/daemon/lease.ts';
import type { Lease } from '../../src/db/lease-store.ts';

const NOW = 1_800_000_000_000;
const lease = (fields: Partial<Lease> = {}): Lease => ({ holder: 'a', fence: 3, untilMs: NOW + LEASE_MS, ...fields });
const bidder = (fields: Partial<Bidder> = {}): Bidder => ({ holder: 'b', fence: null, ...fields });

describe('a lease', () => {
  it('is taken where nobody has had it', () => {
    expect(planLease(null, bidder(), NOW)).toEqual({
      kind: 'take',
      lease: { holder: 'b', fence: 1, untilMs: NOW + LEASE_MS },
    });
  });

  it('is left to its holder until it has run out', () => {
    expect(planLease(lease({ untilMs: NOW + 1 }), bidder(), NOW)).toEqual({ kind: 'leave' });
    const over = planLease(lease({ untilMs: NOW }), bidder(), NOW);
    expect(over).toEqual({ kind: 'take', lease: { holder: 'b', fence: 4, untilMs: NOW + LEASE_MS } });
  });

  it('is renewed by its holder in time, and not at every look', () => {
    const own = { holder: 'a', fence: 3 };
    expect(planLease(lease(), own, NOW)).toEqual({ kind: 'hold' });
    expect(planLease(lease(), own, NOW + 4500)).toMatchObject({
      kind: 'renew',
      lease: { fence: 3, untilMs: NOW + 4500 + LEASE_MS },
    });
  });

  it('that ran out while its holder slept is still its own, if nobody has taken it', () => {
    const own = { holder: 'a', fence: 3 };
    expect(isHolder(lease(), own, NOW + LEASE_MS)).toBe(false);
    expect(planLease(lease(), own, NOW + 10 * LEASE_MS)).toMatchObject({ kind: 'renew' });
  });

  it('that another has taken is no longer its own, and it waits for it like everybody', () => {
    const own = { holder: 'a', fence: 3 };
    const taken = lease({ holder: 'b', fence: 4 });
    expect(isHolder(taken, own, NOW)).toBe(false);
    expect(planLease(taken, own, NOW)).toEqual({ kind: 'leave' });
  });

  it('of the daemon that ran on this machine before is taken at once', () => {
    expect(planLease(lease(), bidder({ holder: 'a' }), NOW)).toMatchObject({ kind: 'take', lease: { fence: 4 } });
  });

  it('is not torn to and fro by two machines with one id', () => {
    expect(planLease(lease({ fence: 4 }), bidder({ holder: 'a', fence: 3 }), NOW)).toEqual({ kind: 'leave' });
  });

  it('that would last for an hour is taken: the clock of the server was set back', () => {
    expect(planLease(lease({ untilMs: NOW + 3_600_000 }), bidder(), NOW)).toMatchObject({ kind: 'take' });
    expect(planLease(lease({ untilMs: NOW + 3_600_000 }), { holder: 'a', fence: 3 }, NOW)).toMatchObject({
      kind: 'renew',
      lease: { fence: 3 },
    });
  });
});

/** A daemon of a model: it looks at the lease, is killed, or acts by the lease. */
const event = fc.oneof(
  fc.record({ what: fc.constant('look' as const), who: fc.nat(2) }),
  fc.record({ what: fc.constant('kill' as const), who: fc.nat(2) }),
  // Also back, as the clock of a server that is set.
  fc.record({ what: fc.constant('pass' as const), ms: fc.integer({ min: -60_000, max: 60_000 }) }),
);

describe('whatever happens to three daemons', () => {
  it('one at most may act, and the fence of who may has never been used by another', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let nowMs = NOW;
        let present: Lease | null = null;
        // Two of them have the same id, being copies of one machine.
        const daemons: Bidder[] = [bidder({ holder: 'a' }), bidder({ holder: 'b' }), bidder({ holder: 'b' })];
        const usedBy = new Map<number, number>();
        for (const each of events) {
          if (each.what === 'pass') nowMs += each.ms;
          else if (each.what === 'kill') daemons[each.who] = bidder({ holder: daemons[each.who]?.holder ?? '' });
          else {
            const own = daemons[each.who] ?? bidder();
            const step = planLease(present, own, nowMs);
            if (step.kind === 'take' || step.kind === 'renew') present = step.lease;
            if (step.kind === 'take') daemons[each.who] = { ...own, fence: step.lease.fence };
            if (step.kind !== 'leave') expect(isHolder(present, daemons[each.who] ?? own, nowMs)).toBe(true);
            if (step.kind === 'take') {
              expect(usedBy.has(step.lease.fence)).toBe(false);
              usedBy.set(step.lease.fence, each.who);
            }
          }
          expect(daemons.filter((own) => isHolder(present, own, nowMs)).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('each lease is taken within its time once its holder is gone, and kept while its holder looks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4500 }), { minLength: 1, maxLength: 40 }), (pauses) => {
        let nowMs = NOW;
        let present: Lease | null = null;
        const own = { holder: 'a', fence: 1 };
        const first = planLease(null, bidder({ holder: 'a' }), nowMs);
        if (first.kind === 'take') present = first.lease;
        for (const ms of pauses) {
          nowMs += ms;
          expect(planLease(present, bidder(), nowMs).kind).toBe('leave');
          const step = planLease(present, own, nowMs);
          if (step.kind === 'renew') present = step.lease;
        }
        expect(planLease(present, bidder(), nowMs + LEASE_MS).kind).toBe('take');
      }),
    );
  });
});
