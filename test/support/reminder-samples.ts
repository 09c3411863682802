import type { ReminderMessage } from '../../src/reminders/channel.ts';
import { sampleBooking } from './booking-samples.ts';

/** A message as the ledger gives it to a channel, with the given fields. */
export function sampleMessage(fields: Partial<ReminderMessage> = {}): ReminderMessage {
  return {
    messageId: '5f0e7a52-1234-4abc-8def-0123456789ab',
    kind: 'class',
    title: 'Vinyasa Flow in 1 h',
    body: 'Studio North, 18:00',
    urgency: 'normal',
    booking: sampleBooking(),
    now: new Date('2026-11-24T22:00:00.000Z'),
    homeZone: 'America/New_York',
    ...fields,
  };
}
