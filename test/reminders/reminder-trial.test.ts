import { beforeEach, describe, expect, it } from 'vitest';
import type { Channel, ReminderMessage, SendResult } from '../../src/reminders/channel.ts';
import { readReminderLog } from '../../src/reminders/reminder-overview.ts';
import type { ReminderContext } from '../../src/reminders/reminder-service.ts';
import { tryReminders } from '../../src/reminders/reminder-trial.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking } from '../support/booking-samples.ts';

const db = useBookingDatabase();
let sent: [channel: string, message: ReminderMessage][] = [];
beforeEach(() => {
  sent = [];
});

const context = (): ReminderContext => ({ ...db.at('2026-11-24T14:12:00Z'), homeZone: () => 'America/New_York' });

function channel(name: Channel['name'], result: SendResult = { outcome: 'sent' }): Channel {
  return {
    name,
    async send(message) {
      sent.push([name, message]);
      return result;
    },
  };
}

const parts = {
  channels: [channel('desktop'), channel('email', { outcome: 'retry', error: 'no answer' }), channel('webhook')],
  setUp: ['desktop', 'email'],
  clock: '24',
} as const;

describe('a reminder sent as a trial', () => {
  it('is that of the next class, by every channel that is set up, and no line of the ledger', async () => {
    await db.store(sampleBooking({ className: 'Spin', startsAt: '2026-11-24T15:12:00.000Z' }));
    expect(await tryReminders(context(), { channels: [] }, parts)).toEqual([
      { channel: 'desktop', isSent: true, error: null },
      { channel: 'email', isSent: false, error: 'no answer' },
    ]);
    expect(sent.map(([name, { title }]) => [name, title])).toEqual([
      ['desktop', 'Test: Spin in 1 h'],
      ['email', 'Test: Spin in 1 h'],
    ]);
    expect(await readReminderLog(context(), null)).toEqual([]);
  });

  it('says so where nothing is booked', async () => {
    await tryReminders(context(), { channels: ['webhook', 'webhook'] }, parts);
    expect(sent).toMatchObject([['webhook', { kind: 'notice', title: 'Test: reminders', booking: null }]]);
  });

  it.each([
    ['that does not exist', 'pigeon'],
    ['in another case', 'Desktop'],
    ['of 100,000 characters', 'desktop'.repeat(15_000)],
    ['with an escape sequence', '\u001b]0;desktop\u0007'],
    ['that every object has', 'constructor'],
    ['that is not text', 7],
  ])('goes by no channel %s, nor by one named beside it', async (_, name) => {
    const request = { channels: ['desktop', name as string] };
    const error = await tryReminders(context(), request, parts).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'usage', code: 'unknown_channel' });
    expect((error as Error).message).toMatch(/^[^\p{C}]{1,100}$/u);
    expect(sent).toEqual([]);
  });
});

describe('the log of reminders', () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is never %s lines long', async (limit) => {
    await expect(readReminderLog(context(), limit)).rejects.toMatchObject({ kind: 'usage', code: 'bad_number' });
  });
});
