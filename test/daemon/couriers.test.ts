import { describe, expect, it } from 'vitest';
import { Couriers } from '../../src/daemon/couriers.ts';
import type { DaemonEvent } from '../../src/daemon/daemon-event.ts';
import { CHANNEL_NAMES, type Channel, type SendResult } from '../../src/reminders/channel.ts';
import { saveReminderPreferences } from '../../src/reminders/preference-service.ts';
import { ReminderAgenda } from '../../src/reminders/reminder-agenda.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();
const FIRST = Date.parse('2026-11-24T18:00:00.000Z');
const HOUR = 3_600_000;

describe('a channel that refuses for good', () => {
  it('is complained of once, and again only after it has delivered', async () => {
    const fields = { channels: ['email'] as const, offsetsMinutes: [60] };
    await saveReminderPreferences(db.at('2026-11-20T00:00:00Z'), { classType: null, isReset: false, fields });
    const answers: readonly SendResult[] = [
      { outcome: 'failed', error: '535 no' },
      { outcome: 'failed', error: '535 still no' },
      { outcome: 'sent' },
      { outcome: 'failed', error: '550 gone' },
    ];
    // One class a day: their reminders are due one after the other.
    const starts = answers.map((_, day) => new Date(FIRST + day * 24 * HOUR).toISOString());
    await db.store(
      ...starts.map((startsAt, index) =>
        sampleBooking({
          id: sampleId((index + 1) * 0x10000),
          zone: 'UTC',
          startsLocal: startsAt.slice(0, 19),
          startsAt,
        }),
      ),
    );
    let nowMs = 0;
    let tried = 0;
    const email: Channel = { name: 'email', send: async () => answers[tried++] ?? { outcome: 'sent' } };
    const shown: string[] = [];
    const desktop: Channel = {
      name: 'desktop',
      async send({ title, body }) {
        shown.push(`${title}: ${body.split('\n')[0]}`);
        return { outcome: 'sent' };
      },
    };
    const context = {
      ...db.at('2026-11-20T00:00:00Z'),
      clock: { now: () => new Date(nowMs) },
      homeZone: () => 'UTC',
    };
    const agenda = new ReminderAgenda(context);
    const events: DaemonEvent[] = [];
    const couriers = new Couriers({
      ...{ context, agenda, serves: () => CHANNEL_NAMES, channels: () => [email, desktop], clock: () => '24' },
      ...{ tell: (event) => events.push(event), fail: (doing) => expect.fail(doing) },
      ...{ signal: new AbortController().signal, onReturn: () => undefined },
    });
    for (const startsAt of starts) {
      nowMs = Date.parse(startsAt) - HOUR;
      await agenda.reload();
      while (couriers.dispatch()) await couriers.settled();
    }
    expect(tried).toBe(4);
    expect(shown).toEqual(['numina cannot remind you by email: 535 no', 'numina cannot remind you by email: 550 gone']);
    expect(events.map(({ event }) => event)).toEqual(['failed', 'notice', 'failed', 'sent', 'failed', 'notice']);
  });
});
