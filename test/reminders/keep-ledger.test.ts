import { describe, expect, it } from 'vitest';
import type { BookingContext } from '../../src/bookings/booking-context.ts';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { deleteBookings } from '../../src/bookings/mark-service.ts';
import { reverseSteps } from '../../src/journal/journal-service.ts';
import { keepJournal } from '../../src/journal/keep-journal.ts';
import { keepLedger } from '../../src/reminders/keep-ledger.ts';
import { saveReminderPreferences } from '../../src/reminders/preference-service.ts';
import type { ReminderSettings } from '../../src/reminders/preferences.ts';
import { readLog } from '../../src/reminders/reminder-ledger.ts';
import { readUpcoming } from '../../src/reminders/reminder-overview.ts';
import {
  claimReminder,
  confirmReminder,
  type ReminderContext,
  settleReminders,
} from '../../src/reminders/reminder-service.ts';
import { sampleIncoming } from '../intake/incoming-samples.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { importBookings } from '../support/take-in.ts';

const db = useBookingDatabase();
const NOW = '2026-11-24T10:00:00Z';

/** What a person's commands work with. */
function byHand(now = NOW): BookingContext {
  const context = db.at(now, { homeZone: 'UTC' });
  return { ...context, listeners: [keepJournal(context), keepLedger(context)] };
}

/** What the daemon works with. */
function byItself(now = NOW): ReminderContext {
  return { ...byHand(now), homeZone: () => 'UTC' };
}

const set = (fields: Partial<ReminderSettings>, now = NOW) =>
  saveReminderPreferences(byHand(now), { classType: null, isReset: false, fields });

/** What the daemon would send at once. */
async function due(now = NOW) {
  const ids = (await db.all()).map(({ id }) => id);
  const plans = await settleReminders(byItself(now), ids);
  return [...plans.values()].flatMap((plan) => plan.due).map(({ kind, offsetMinutes }) => [kind, offsetMinutes]);
}

const ahead = async (now = NOW) =>
  (await readUpcoming(byItself(now))).map(({ reminder: { offsetMinutes } }) => offsetMinutes);

/** The ledger, the longest offset first. */
async function ledger() {
  const entries = await readLog(db.database.store, 100);
  return entries
    .sort((a, b) => b.offsetMinutes - a.offsetMinutes)
    .map(({ offsetMinutes, state }) => [offsetMinutes, state]);
}

async function send(now: string): Promise<void> {
  const [{ reminder } = { reminder: null }] = await readUpcoming(byItself(now));
  const claimed = reminder && (await claimReminder(byItself(now), reminder));
  if (!claimed) throw new Error('nothing is due');
  await confirmReminder(byItself(now), claimed, { outcome: 'sent' });
}

describe('a class that begins soon', () => {
  it('is not told of at once to who has just booked it', async () => {
    await book(byHand(), 'Spin', '2026-11-24T18:00');
    expect(await due()).toEqual([]);
    expect(await ledger()).toEqual([[1440, 'skipped']]);
    expect(await ahead()).toEqual([60]);
  });

  it('is told of at once, and once, where an import brought it', async () => {
    await set({ offsetsMinutes: [2880, 1440, 60] });
    await importBookings(byHand(), {
      incoming: [sampleIncoming({ zone: 'UTC', startsLocal: '2026-11-24T18:00:00' })],
      defaultSource: 'ics',
      name: 'classes.ics',
      revive: false,
      isDryRun: false,
    });
    expect(await ledger()).toEqual([]);
    expect(await due()).toEqual([['class', 1440]]);
    expect(await ledger()).toEqual([[2880, 'superseded']]);
    await send(NOW);
    expect(await due()).toEqual([]);
    expect(await ahead()).toEqual([60]);
  });
});

describe('a deletion that is undone', () => {
  it('leaves to the ledger what it knew', async () => {
    await book(byHand('2026-11-23T10:00:00Z'), 'Spin', '2026-11-24T18:00');
    await send('2026-11-23T18:00:00Z');
    await deleteBookings(byHand(), ['spin'], SCOPES.any);
    await reverseSteps(byHand(), 'undo', 1);
    expect(await ledger()).toEqual([[1440, 'sent']]);
    expect(await due()).toEqual([]);
  });
});

describe('preferences', () => {
  const DAY_BEFORE = '2026-11-23T10:00:00Z';

  it('send nothing at once for an offset that is new, nor for one that is taken back or brought again', async () => {
    await book(byHand(DAY_BEFORE), 'Spin', '2026-11-25T18:00');
    await set({ offsetsMinutes: [2880, 60] });
    expect([await due(), await ahead(), await ledger()]).toEqual([[], [60], [[2880, 'skipped']]]);
    await reverseSteps(byHand(), 'undo', 1);
    expect([await due(), await ahead()]).toEqual([[], [1440, 60]]);
    await reverseSteps(byHand(), 'redo', 1);
    expect([await due(), await ahead()]).toEqual([[], [60]]);
  });

  it('that are undone do not bring what has come to be past', async () => {
    for (const hour of [15, 16, 17]) await book(byHand(DAY_BEFORE), 'Spin', `2026-11-24T${hour}:00`);
    await set({ isEnabled: false }, DAY_BEFORE);
    await reverseSteps(byHand(), 'undo', 1);
    expect(await due()).toEqual([]);
    expect(await ahead()).toEqual([60, 60, 60]);
    expect(await ledger()).toEqual([1, 2, 3].map(() => [1440, 'skipped']));
  });

  it('of one type that are undone do not either', async () => {
    await book(byHand(DAY_BEFORE), 'Flow', '2026-11-24T18:00', { fields: { type: 'Yoga' } });
    const change = { classType: 'yoga', isReset: false, fields: { offsetsMinutes: [30] } };
    await saveReminderPreferences(byHand(DAY_BEFORE), change);
    await reverseSteps(byHand(), 'undo', 1);
    expect([await due(), await ahead(), await ledger()]).toEqual([[], [60], [[1440, 'skipped']]]);
  });

  it('that are undone still send what was due before and after', async () => {
    await book(byHand(DAY_BEFORE), 'Spin', '2026-11-24T18:00');
    await set({ quietHours: { from: '17:30', to: '18:30' } }, '2026-11-23T17:45:00Z');
    await reverseSteps(byHand('2026-11-23T18:01:00Z'), 'undo', 1);
    expect(await due('2026-11-23T18:01:00Z')).toEqual([['class', 1440]]);
  });
});
