import type { AccessContext } from '../../src/accounts/access/access-context.ts';
import type { AttendanceContext } from '../../src/attendance/attendance-context.ts';
import type { ShareContext } from '../../src/calendar/shares/share-service.ts';
import type { Store } from '../../src/db/store.ts';
import { findFeedName, listenersOf } from '../../src/handed-over.ts';
import type { JournalContext } from '../../src/journal/journal-requests.ts';
import { lastStepOf } from '../../src/journal/last-step.ts';
import type { ReminderContext } from '../../src/reminders/reminder-service.ts';
import { deriveSecret } from '../../src/secrets/access-secret.ts';
import { fixedClock } from '../../src/time/clock.ts';
import { sampleId } from '../support/booking-samples.ts';

/** The contexts of all use cases for one person, as app.ts makes them. */
export interface Person extends AttendanceContext, JournalContext, AccessContext, ShareContext {
  readonly reminding: ReminderContext;
}

const SETTINGS = {
  restDays: [],
  weekStart: 1,
  weeklyTarget: 2,
  weeklyTargetByType: new Map([['yoga', 1]]),
} as const;

/** Secrets of tests are not random: what follows from them is compared. */
const KEY = Buffer.alloc(32, 7);

/** A person at an instant. Her new ids begin at `firstId`. */
export function personOf(store: Store, now: Date, firstId: number): Person {
  let ids = firstId;
  const newId = () => {
    ids += 0x100;
    return sampleId(ids);
  };
  const parts = { store, clock: fixedClock(now), homeZone: 'America/New_York', newId };
  const keeper = {
    now: () => now,
    today: () => now.toISOString().slice(0, 10),
    settings: () => SETTINGS,
    onEarned: () => undefined,
  };
  const context = { ...parts, listeners: listenersOf(parts, keeper) };
  return {
    ...context,
    settings: SETTINGS,
    steps: lastStepOf(context),
    findFeedName: (name) => findFeedName(context, name),
    newSecret: (userId) => deriveSecret(userId, KEY, newId()),
    common: store.db,
    key: { read: () => KEY, ensure: () => KEY },
    reminding: { store, clock: parts.clock, newId, homeZone: () => parts.homeZone },
  };
}
