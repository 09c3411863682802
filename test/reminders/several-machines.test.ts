import { describe, expect, it } from 'vitest';
import type { ChannelName } from '../../src/reminders/channel.ts';
import { keepLedger } from '../../src/reminders/keep-ledger.ts';
import { planReminders } from '../../src/reminders/plan-reminders.ts';
import { saveReminderPreferences } from '../../src/reminders/preference-service.ts';
import { readLog } from '../../src/reminders/reminder-ledger.ts';
import { planBookingReminders } from '../../src/reminders/reminder-plan.ts';
import {
  claimReminder,
  confirmReminder,
  type ReminderContext,
  releaseAbandonedClaims,
  reviewClaim,
} from '../../src/reminders/reminder-service.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking } from '../support/booking-samples.ts';
import { placeWith, settingsWith } from './player.ts';

const START = '2026-11-24T18:00:00.000Z';
const DUE = '2026-11-24T17:00:00Z';
const db = useBookingDatabase();
const booking = sampleBooking({ zone: 'UTC', startsLocal: START.slice(0, 19), startsAt: START });

const on = (machine: string | null, now = DUE): ReminderContext => ({ ...db.at(now), homeZone: () => 'UTC', machine });

function keyOn(machine: string, channel: ChannelName = 'desktop') {
  return { bookingId: booking.id, kind: 'class', offsetMinutes: 60, channel, machine, startsAt: START } as const;
}

async function claimOn(machine: string, channel: ChannelName = 'desktop') {
  const claimed = await claimReminder(on(machine), keyOn(channel === 'desktop' ? machine : '', channel));
  if (!claimed) throw new Error(`nothing to claim on ${machine}`);
  return claimed;
}

async function showOn(machine: string): Promise<void> {
  await confirmReminder(on(machine), await claimOn(machine), { outcome: 'sent' });
}

async function dueOn(machine: string | null, now = DUE) {
  const moment = { nowMs: Date.parse(now), homeZone: 'UTC', machine };
  const plan = (await planReminders(db.database.store, moment, [booking.id])).get(booking.id);
  return plan?.due.map(({ channel, machine }) => `${channel} ${machine}`.trim()) ?? [];
}

const entries = async () => (await readLog(db.database.store, 100)).filter(({ offsetMinutes }) => offsetMinutes === 60);

describe('the desktops of two machines', () => {
  it('both show a reminder, each once', async () => {
    await db.store(booking);
    await showOn('laptop');
    expect([await dueOn('laptop'), await dueOn('tower')]).toEqual([[], ['desktop tower']]);
    await showOn('tower');
    expect([await dueOn('laptop'), await dueOn('tower')]).toEqual([[], []]);
    expect((await entries()).map(({ machine, state }) => `${machine} ${state}`).sort()).toEqual([
      'laptop sent',
      'tower sent',
    ]);
  });

  it('share what is sent by mail', async () => {
    await saveReminderPreferences(db.at(DUE), { classType: null, isReset: false, fields: { channels: ['email'] } });
    await db.store(booking);
    await confirmReminder(on('laptop'), await claimOn('laptop', 'email'), { outcome: 'sent' });
    expect([await dueOn('laptop'), await dueOn('tower')]).toEqual([[], []]);
  });

  it('do not miss what the other has shown', async () => {
    await db.store(booking);
    const moment = { nowMs: Date.parse(START), homeZone: 'UTC' };
    await showOn('laptop');
    const verdictsOn = async (machine: string) =>
      (await planReminders(db.database.store, { ...moment, machine }, [booking.id]))
        .get(booking.id)
        ?.verdicts.filter(({ offsetMinutes }) => offsetMinutes === 60)
        .map(({ state }) => state) ?? [];
    expect(await verdictsOn('tower')).toEqual([]);
    await db.database.store.db.deleteFrom('reminder_ledger').execute();
    expect(await verdictsOn('tower')).toEqual(['missed']);
  });

  it('neither shows what the person has settled', async () => {
    await db.store(booking);
    const { store } = db.database;
    await keepLedger({ ...db.at('2026-11-24T17:30:00Z'), homeZone: 'UTC' })(store, {
      what: 'Booked',
      bookings: [{ before: null, after: booking }],
      classes: [],
    });
    const late = '2026-11-24T17:31:00Z';
    expect([await dueOn('laptop', late), await dueOn('tower', late)]).toEqual([[], []]);
    expect((await entries()).map(({ machine, state }) => [machine, state])).toEqual([['', 'skipped']]);
  });

  it('are left alone by a machine that is not that of the account', () => {
    const moment = { nowMs: Date.parse(DUE), homeZone: 'UTC', machine: null };
    const settings = settingsWith({ channels: ['desktop', 'email'] });
    const plan = planBookingReminders(placeWith(), settings, [], moment);
    expect(plan.due.map(({ channel }) => channel)).toEqual(['email']);
    expect(plan.verdicts.map(({ channel }) => channel)).toEqual(['email']);
  });

  it('are one where a file holds the database, also after it was moved from a server', async () => {
    await db.store(booking);
    await showOn('laptop');
    expect(await dueOn('')).toEqual([]);
  });

  it('each reopen only what was on its way there', async () => {
    await db.store(booking);
    await claimOn('laptop');
    await claimOn('tower');
    expect(await releaseAbandonedClaims(on('laptop'), ['desktop'])).toBe(1);
    expect((await entries()).map(({ machine, state }) => `${machine} ${state}`).sort()).toEqual([
      'laptop pending',
      'tower sending',
    ]);
  });
});

describe('a claim of a daemon that has been relieved', () => {
  const notMine = { isCharged: async () => false };

  async function claimByMail() {
    await saveReminderPreferences(db.at(DUE), { classType: null, isReset: false, fields: { channels: ['email'] } });
    await db.store(booking);
    return claimOn('laptop', 'email');
  }
  const relieve = () => releaseAbandonedClaims(on('tower'), ['email']);

  it('is not made', async () => {
    await db.store(booking);
    expect(await claimReminder({ ...on('laptop'), ...notMine }, keyOn('laptop'))).toBeNull();
    expect(await entries()).toEqual([]);
  });

  it('is not sent: it is left to the other, who gets it back as it was', async () => {
    const claimed = await claimByMail();
    expect(await reviewClaim({ ...on('laptop'), ...notMine }, claimed)).toBe(false);
    expect(await entries()).toMatchObject([{ state: 'pending', attempts: 0 }]);
  });

  it('is not given back where the other is sending it already', async () => {
    const claimed = await claimByMail();
    await relieve();
    await claimOn('tower', 'email');
    expect(await reviewClaim({ ...on('laptop'), ...notMine }, claimed)).toBe(false);
    expect(await entries()).toMatchObject([{ state: 'sending', attempts: 2 }]);
  });

  it('still counts as sent where it was, so that it is not sent again', async () => {
    const claimed = await claimByMail();
    await relieve();
    expect(await confirmReminder(on('laptop'), claimed, { outcome: 'sent' })).toMatchObject({ state: 'sent' });
    expect(await dueOn('tower')).toEqual([]);
    expect((await db.all())[0]).toMatchObject({ reminderSent1h: true });
  });

  it('changes nothing where it failed, or where the other is sending it', async () => {
    const claimed = await claimByMail();
    await relieve();
    await confirmReminder(on('laptop'), claimed, { outcome: 'failed', error: '550' });
    expect(await entries()).toMatchObject([{ state: 'pending', attempts: 1, reason: null }]);
    const other = await claimOn('tower', 'email');
    await confirmReminder(on('laptop'), claimed, { outcome: 'sent' });
    expect(await entries()).toMatchObject([{ state: 'sending', attempts: 2 }]);
    await confirmReminder(on('tower'), other, { outcome: 'sent' });
    await confirmReminder(on('laptop'), claimed, { outcome: 'sent' });
    expect(await entries()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });
});
