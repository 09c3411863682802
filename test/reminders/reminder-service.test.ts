import { describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import type { SendResult } from '../../src/reminders/channel.ts';
import type { ReminderKey } from '../../src/reminders/ledger-entry.ts';
import { saveReminderPreferences } from '../../src/reminders/preference-service.ts';
import { readLog } from '../../src/reminders/reminder-ledger.ts';
import {
  claimReminder,
  confirmReminder,
  type ReminderContext,
  retryDelayMs,
  reviewClaim,
} from '../../src/reminders/reminder-service.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking } from '../support/booking-samples.ts';

const db = useBookingDatabase();
const START = '2026-11-24T18:00:00.000Z';

const at = (now: string): ReminderContext => ({ ...db.at(now), homeZone: () => 'UTC' });

function aClass(fields: Partial<Booking> = {}): Booking {
  return sampleBooking({ zone: 'UTC', startsLocal: START.slice(0, 19), startsAt: START, ...fields });
}

/** The reminder an hour before, by default of the class. */
function key(fields: Partial<ReminderKey> = {}): ReminderKey {
  const usual = { kind: 'class', offsetMinutes: 60, channel: 'desktop', machine: '', startsAt: START } as const;
  return { bookingId: aClass().id, ...usual, ...fields };
}

async function claim(now: string, wanted: ReminderKey) {
  const claimed = await claimReminder(at(now), wanted);
  if (!claimed) throw new Error('nothing was claimed');
  return claimed;
}

async function change(fields: Partial<Record<'class_datetime' | 'status' | 'cancel_by', string | null>>) {
  await db.database.store.db
    .updateTable('bookings')
    .set(fields as object)
    .execute();
}

describe('a claim at the last moment', () => {
  // The limit is an hour after the warning of it.
  const LIMIT = { cancelBy: '2026-11-24T12:00:00.000Z' };
  const WARNED_AT = '2026-11-24T11:00:00Z';
  const WARNING = key({ kind: 'cancel_by' });
  const warnings = async () => (await readLog(db.database.store, 10)).filter(({ kind }) => kind === 'cancel_by');

  it('stands where nothing has changed', async () => {
    await db.store(aClass(LIMIT));
    const claimed = await claim(WARNED_AT, WARNING);
    expect(await reviewClaim(at(WARNED_AT), claimed)).toBe(true);
    expect(await warnings()).toMatchObject([{ state: 'sending', attempts: 1 }]);
  });

  it.each<[string, Parameters<typeof change>[0]]>([
    ['another limit', { cancel_by: '2026-11-24T13:00:00.000Z' }],
    ['no limit any more', { cancel_by: null }],
    ['another start', { class_datetime: '2026-11-24T19:00:00.000Z' }],
    ['another status', { status: 'waitlisted' }],
  ])('is given back, untried, where the class has %s', async (_, fields) => {
    await db.store(aClass(LIMIT));
    const claimed = await claim(WARNED_AT, WARNING);
    await change(fields);
    expect(await reviewClaim(at(WARNED_AT), claimed)).toBe(false);
    expect(await warnings()).toMatchObject([{ state: 'pending', attempts: 0 }]);
  });

  it('is given back once the class has begun, and where the booking is gone', async () => {
    await db.store(aClass());
    const claimed = await claim('2026-11-24T17:00:00Z', key());
    expect(await reviewClaim(at('2026-11-24T17:59:59.999Z'), claimed)).toBe(true);
    expect(await reviewClaim(at(START), claimed)).toBe(false);
    await db.database.store.db.deleteFrom('bookings').execute();
    expect(await reviewClaim(at('2026-11-24T17:00:00Z'), claimed)).toBe(false);
  });
});

describe('a message that was sent', () => {
  const SENT: SendResult = { outcome: 'sent' };

  it.each([
    [1440, '2026-11-23T18:00:00Z', { reminderSent24h: true, reminderSent1h: false }],
    [60, '2026-11-24T17:00:00Z', { reminderSent24h: false, reminderSent1h: true }],
    [120, '2026-11-24T16:00:00Z', { reminderSent24h: false, reminderSent1h: false }],
  ])('marks the booking where it was %i minutes before the class', async (offsetMinutes, now, marks) => {
    const fields = { offsetsMinutes: [1440, 120, 60] };
    await saveReminderPreferences(db.at(now), { classType: null, isReset: false, fields });
    await db.store(aClass());
    await confirmReminder(at(now), await claim(now, key({ offsetMinutes })), SENT);
    expect((await db.all())[0]).toMatchObject(marks);
  });

  it.each([60, 1440])('marks nothing where it was a warning %i minutes before the limit', async (offsetMinutes) => {
    const limitMs = Date.parse('2026-11-24T12:00:00Z');
    const now = new Date(limitMs - offsetMinutes * 60_000).toISOString();
    const fields = { offsetsMinutes: [], cancelByOffsetsMinutes: [1440, 60] };
    await saveReminderPreferences(db.at(now), { classType: null, isReset: false, fields });
    await db.store(aClass({ cancelBy: new Date(limitMs).toISOString() }));
    const after = await confirmReminder(at(now), await claim(now, key({ kind: 'cancel_by', offsetMinutes })), SENT);
    expect(after.state).toBe('sent');
    expect((await db.all())[0]).toMatchObject({ reminderSent24h: false, reminderSent1h: false });
  });
});

describe('a message that did not go out', () => {
  it.each([
    ['desktop', 1, 30],
    ['desktop', 2, 30],
    ['desktop', 100, 30],
    ['email', 1, 30],
    ['email', 2, 60],
    ['email', 3, 120],
    ['email', 5, 480],
    ['email', 6, 900],
    ['email', 1000, 900],
    ['webhook', 1, 30],
    ['webhook', 4, 240],
    ['webhook', 7, 900],
  ] as const)('by %s is tried again %i times later, after %i s', (channel, attempts, seconds) => {
    expect(retryDelayMs(channel, attempts)).toBe(seconds * 1000);
  });

  it('waits for so long from now on, by the attempts that the ledger has', async () => {
    const fields = { channels: ['email'] as const };
    await saveReminderPreferences(db.at(START), { classType: null, isReset: false, fields });
    await db.store(aClass());
    const wanted = key({ channel: 'email' });
    const refused: SendResult = { outcome: 'retry', error: 'no answer' };
    for (const [now, nextAttemptAt] of [
      ['2026-11-24T17:00:00.000Z', '2026-11-24T17:00:30.000Z'],
      ['2026-11-24T17:01:00.000Z', '2026-11-24T17:02:00.000Z'],
      ['2026-11-24T17:02:00.000Z', '2026-11-24T17:04:00.000Z'],
    ] as const) {
      expect(await confirmReminder(at(now), await claim(now, wanted), refused)).toMatchObject({
        ...{ state: 'pending', nextAttemptAt, reason: 'no answer' },
      });
      const tooEarly = new Date(Date.parse(nextAttemptAt) - 1).toISOString();
      expect(await claimReminder(at(tooEarly), wanted)).toBeNull();
    }
  });
});
