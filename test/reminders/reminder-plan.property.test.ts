import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedBooking } from '../../src/reminders/candidates.ts';
import { CHANNEL_NAMES } from '../../src/reminders/channel.ts';
import { inOrder, longestFirst, type ReminderSettings } from '../../src/reminders/preferences.ts';
import { quietPeriodAt } from '../../src/reminders/quiet-hours.ts';
import { HOUR, MINUTE, Player, placeWith, settingsWith } from './player.ts';
import { SlowReminders } from './slow-reminders.ts';

const BEGINNING = Date.parse('2026-11-23T00:00:00Z');

const offset = fc.constantFrom(5, 10, 20, 30, 45, 60, 75, 90, 120, 180, 300, 600, 720, 1440, 2880);
const clock = fc
  .integer({ min: 0, max: 47 })
  .map((half) => `${String(half >> 1).padStart(2, '0')}:${half & 1 ? '30' : '00'}`);
const quietHours = fc.option(
  fc.record({ from: clock, to: clock }).filter(({ from, to }) => from !== to),
  { freq: 2 },
);
const settings: fc.Arbitrary<Partial<ReminderSettings>> = fc.record(
  {
    isEnabled: fc.boolean(),
    offsetsMinutes: fc.array(offset, { maxLength: 4 }).map(longestFirst),
    cancelByOffsetsMinutes: fc.array(offset, { maxLength: 2 }).map(longestFirst),
    channels: fc.subarray([...CHANNEL_NAMES]).map(inOrder),
    quietHours,
  },
  { requiredKeys: [] },
);

type Step =
  | { readonly do: 'pass'; readonly minutes: number; readonly isAwake: boolean }
  | {
      readonly do: 'book' | 'move';
      readonly id: string;
      readonly inMinutes: number;
      readonly limit: number | null;
      readonly isFound: boolean;
    }
  | { readonly do: 'cancel' | 'rebook' | 'mark'; readonly id: string }
  | { readonly do: 'prefer'; readonly settings: Partial<ReminderSettings> };

const id = fc.constantFrom('a', 'b', 'c');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 60, max: 1500 })),
      isAwake: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('book' as const, 'move' as const),
      id,
      inMinutes: fc.oneof(fc.integer({ min: -60, max: 120 }), fc.integer({ min: 0, max: 4000 })),
      limit: fc.option(fc.constantFrom(15, 60, 180, 720, 1440)),
      isFound: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'rebook' as const, 'mark' as const), id }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('prefer' as const), settings }) },
);
const steps = fc.array(step, { minLength: 3, maxLength: 14 });

/** What a step makes of a booking; null for nothing. */
function changed(booking: PlannedBooking | undefined, one: Step, nowMs: number): Partial<PlannedBooking> | null {
  const now = new Date(nowMs).toISOString();
  switch (one.do) {
    case 'book':
    case 'move': {
      if (one.do === 'book' ? booking : booking?.status !== 'booked') return null;
      const startMs = nowMs + one.inMinutes * MINUTE;
      const cancelBy = one.limit === null ? null : new Date(startMs - one.limit * MINUTE).toISOString();
      return { id: one.id, startsAt: new Date(startMs).toISOString(), cancelBy };
    }
    case 'cancel':
      return booking?.status === 'booked' ? { id: one.id, status: 'cancelled', cancelledAt: now } : null;
    case 'rebook':
      return booking?.status === 'cancelled' ? { id: one.id, status: 'booked', cancelledAt: null } : null;
    case 'mark':
      return booking?.status === 'booked' ? { id: one.id, status: 'attended' } : null;
    default:
      return null;
  }
}

function play(first: Partial<ReminderSettings>, all: readonly Step[], watch?: (player: Player) => void): Player {
  const player = new Player(BEGINNING, first);
  for (const one of all) {
    if (one.do === 'pass') {
      player.isAwake = one.isAwake;
      player.passTo(player.nowMs + one.minutes * MINUTE);
      player.isAwake = true;
      player.look();
    } else if (one.do === 'prefer') {
      player.prefer(one.settings);
    } else {
      const fields = changed(player.bookings.get(one.id), one, player.nowMs);
      if (fields) player.put(fields, 'isFound' in one && one.isFound);
    }
    watch?.(player);
  }
  return player;
}

function playSlowly(first: Partial<ReminderSettings>, all: readonly Step[]): SlowReminders {
  const slow = new SlowReminders(BEGINNING, settingsWith(first));
  for (const one of all) {
    const nowMs = slow.now * MINUTE;
    if (one.do === 'pass') {
      slow.isAwake = one.isAwake;
      slow.passTo(nowMs + one.minutes * MINUTE);
      slow.isAwake = true;
    } else if (one.do === 'prefer') {
      const ahead = [...slow.bookings.values()].filter(({ startsAt }) => Date.parse(startsAt) > nowMs);
      const prefer = () => {
        slow.settings = { ...slow.settings, ...one.settings };
      };
      slow.byHand(
        prefer,
        ahead.map((booking) => booking.id),
      );
    } else {
      const before = slow.bookings.get(one.id);
      const fields = changed(before, one, nowMs);
      const createdAt = new Date(nowMs).toISOString();
      const put = () => {
        if (fields) slow.bookings.set(one.id, before ? { ...before, ...fields } : placeWith({ createdAt, ...fields }));
      };
      if ('isFound' in one && one.isFound) put();
      else slow.byHand(put, [one.id]);
    }
    slow.look();
  }
  return slow;
}

describe('whatever happens', () => {
  it('agrees with the slow opinion, message for message and minute for minute', () => {
    fc.assert(
      fc.property(settings, steps, (first, all) => {
        const sent = play(first, all).sent.map(
          ({ atMs, bookingId, kind, offsetMinutes, channel, startsAt }) =>
            `${atMs / MINUTE} ${bookingId} ${kind} ${offsetMinutes} ${channel} ${startsAt}`,
        );
        expect(sent.sort()).toEqual([...playSlowly(first, all).sent].sort());
      }),
      { numRuns: 300 },
    );
  });

  it('nothing is sent after the start, and no warning after the limit', () => {
    fc.assert(
      fc.property(settings, steps, (first, all) => {
        play(first, all, (player) => {
          for (const { atMs, startsAt } of player.sent) expect(atMs).toBeLessThan(Date.parse(startsAt));
        });
      }),
    );
  });

  it('nothing is sent twice', () => {
    fc.assert(
      fc.property(settings, steps, (first, all) => {
        const keys = play(first, all).sent.map(({ atMs: _, ...key }) => JSON.stringify(key));
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('one message of a booking at a time goes by a channel: the nearest', () => {
    fc.assert(
      fc.property(settings, steps, (first, all) => {
        const player = play(first, all);
        const moments = player.sent
          .filter(({ kind }) => kind === 'class')
          .map(({ atMs, bookingId, channel, startsAt }) => [atMs, bookingId, channel, startsAt].join(' '));
        expect(new Set(moments).size).toBe(moments.length);
      }),
    );
  });

  it('nothing is sent while reminders are off or a channel is not wanted', () => {
    fc.assert(
      fc.property(settings, steps, (first, all) => {
        let counted = 0;
        play(first, all, (player) => {
          const { isEnabled, channels } = player.settings;
          for (const { channel } of player.sent.slice(counted)) {
            expect([isEnabled, channels.includes(channel)]).toEqual([true, true]);
          }
          counted = player.sent.length;
        });
      }),
    );
  });

  it('the desktop keeps quiet, except for what comes soon or cannot wait', () => {
    fc.assert(
      fc.property(settings, steps, (first, all) => {
        let counted = 0;
        play(first, all, (player) => {
          const range = player.settings.quietHours;
          for (const { channel, offsetMinutes, kind, startsAt, atMs, bookingId } of player.sent.slice(counted)) {
            if (range === null || channel !== 'desktop' || kind !== 'class' || offsetMinutes < 180) continue;
            const period = quietPeriodAt(atMs, range, 'UTC');
            if (period === null) continue;
            const offsets = player.settings.offsetsMinutes;
            const next = offsets[offsets.indexOf(offsetMinutes) + 1] ?? 0;
            // It was moved, or found, or could not wait: the end of the quiet hours is too near to the next.
            expect(period.toMs, bookingId).toBeGreaterThan(Date.parse(startsAt) - next * MINUTE - 15 * MINUTE);
          }
          counted = player.sent.length;
        });
      }),
    );
  });

  it('every reminder of a class that has begun is accounted for', () => {
    fc.assert(
      fc.property(settings, steps, (first, all) => {
        const player = play(first, all);
        player.passTo(player.nowMs + 100 * HOUR);
        const open = player.entries.filter(({ state }) => state === 'pending' || state === 'sending');
        expect(open).toEqual([]);
        for (const id of player.bookings.keys()) expect(player.plan(id)).toMatchObject({ due: [], verdicts: [] });
      }),
    );
  });
});
