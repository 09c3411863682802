import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import type { BookingContext } from '../../src/bookings/booking-context.ts';
import { toBookingJson } from '../../src/contract/booking-json.ts';
import type { DaemonEvent } from '../../src/daemon/daemon-event.ts';
import { type DaemonConfig, type DaemonParts, runLoop, runOnce } from '../../src/daemon/loop.ts';
import type { Database } from '../../src/db/engine.ts';
import { openDatabase } from '../../src/db/open.ts';
import type { Store } from '../../src/db/store.ts';
import { FailureError } from '../../src/errors.ts';
import { reverseSteps } from '../../src/journal/journal-service.ts';
import { keepJournal } from '../../src/journal/keep-journal.ts';
import type { Channel, SendResult } from '../../src/reminders/channel.ts';
import { createWebhookChannel } from '../../src/reminders/channels/webhook.ts';
import { keepLedger } from '../../src/reminders/keep-ledger.ts';
import { saveReminderPreferences } from '../../src/reminders/preference-service.ts';
import type { ReminderSettings } from '../../src/reminders/preferences.ts';
import { readLog } from '../../src/reminders/reminder-ledger.ts';
import { claimReminder } from '../../src/reminders/reminder-service.ts';
import type { Clock } from '../../src/time/clock.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';
import { useHurriedTimers } from '../support/hurried-timers.ts';
import { cancelBooking, isClaimed, moveBooking } from './booking-changes.ts';

const START = '2026-11-24T18:00:00.000Z';
const HOUR = 3_600_000;
const db = useBookingDatabase();

/** A clock that a test sets. */
class TestClock implements Clock {
  ms: number;

  constructor(at: string | number) {
    this.ms = new Date(at).getTime();
  }

  now(): Date {
    return new Date(this.ms);
  }
}

/** A channel that answers as it is told, and remembers what it was given. */
function channelThat(answer: () => SendResult | Promise<SendResult>, name: Channel['name'] = 'desktop') {
  const titles: string[] = [];
  const ids: string[] = [];
  const channel: Channel = {
    name,
    async send({ title, messageId }) {
      titles.push(title);
      ids.push(messageId);
      return answer();
    },
  };
  return { channel, titles, ids };
}

const works = () => channelThat(() => ({ outcome: 'sent' }));

function aClass(fields: Partial<Booking> = {}): Booking {
  return sampleBooking({ zone: 'UTC', startsLocal: START.slice(0, 19), startsAt: START, ...fields });
}

function partsOf(clock: Clock, channels: readonly Channel[], events: DaemonEvent[] = []): DaemonParts {
  const config: DaemonConfig = { channels, clock: '24' };
  return {
    context: { store: db.database.store, clock, homeZone: () => 'UTC', newId: () => crypto.randomUUID() },
    database: db.database,
    config: () => config,
    tell: (event) => events.push(event),
    signal: new AbortController().signal,
  };
}

async function prefer(fields: Partial<ReminderSettings>): Promise<void> {
  await saveReminderPreferences(db.at(START), { classType: null, isReset: false, fields });
}

const ledger = async () => (await readLog(db.database.store, 1000)).reverse();

describe('one pass', () => {
  it('sends what is due, with the time that is left, and marks the booking', async () => {
    await db.store(aClass());
    const { channel, titles } = works();
    await runOnce(partsOf(new TestClock('2026-11-24T17:00:00Z'), [channel]));
    expect(titles).toEqual(['Vinyasa Flow in 1 h']);
    expect((await db.all())[0]).toMatchObject({ reminderSent1h: true, reminderSent24h: false });
    expect(await ledger()).toMatchObject([
      { offsetMinutes: 1440, state: 'superseded' },
      { offsetMinutes: 60, state: 'sent', attempts: 1, dueAt: '2026-11-24T17:00:00.000Z' },
    ]);
  });

  it('does not send again what was sent', async () => {
    await db.store(aClass());
    const { channel, titles } = works();
    for (const time of ['17:00', '17:01']) await runOnce(partsOf(new TestClock(`2026-11-24T${time}:00Z`), [channel]));
    expect(titles.length).toBe(1);
  });

  it('tries again what failed, when its time has come, and says why until then', async () => {
    await db.store(aClass());
    const clock = new TestClock('2026-11-24T17:00:00Z');
    const broken = channelThat(() => ({ outcome: 'retry', error: 'no bus' }));
    await runOnce(partsOf(clock, [broken.channel]));
    await runOnce(partsOf(clock, [broken.channel]));
    expect(broken.titles.length).toBe(1);
    expect((await ledger()).at(-1)).toMatchObject({ state: 'pending', reason: 'no bus', attempts: 1 });
    clock.ms += 30_000;
    const { channel, ids } = works();
    await runOnce(partsOf(clock, [channel]));
    expect(ids).toEqual(broken.ids);
    expect((await ledger()).at(-1)).toMatchObject({ state: 'sent', attempts: 2, reason: null });
  });

  it('hands over twice at most what was taken without an answer', async () => {
    await db.store(aClass());
    const clock = new TestClock('2026-11-24T17:00:00Z');
    const silent = channelThat(() => ({ outcome: 'retry', error: 'no answer', transmitted: true }));
    for (let pass = 0; pass < 4; pass += 1, clock.ms += 60_000) await runOnce(partsOf(clock, [silent.channel]));
    expect(new Set(silent.ids).size).toBe(1);
    expect(silent.ids.length).toBe(2);
    expect((await ledger()).at(-1)).toMatchObject({ state: 'unknown', reason: 'no answer' });
  });

  it('shows one notice on the desktop for a mail server that refuses', async () => {
    await prefer({ channels: ['desktop', 'email'] });
    await db.store(aClass(), aClass({ id: sampleId(0x70000) }));
    const desktop = works();
    const email = channelThat(() => ({ outcome: 'failed', error: '535 no' }), 'email');
    await runOnce(partsOf(new TestClock('2026-11-24T17:00:00Z'), [desktop.channel, email.channel]));
    expect(email.titles.length).toBe(2);
    expect(desktop.titles).toEqual(['Vinyasa Flow in 1 h', 'Vinyasa Flow in 1 h', 'numina cannot remind you by email']);
    expect((await ledger()).filter(({ channel, state }) => channel === 'email' && state === 'failed').length).toBe(2);
  });

  it('survives a channel that throws', async () => {
    await db.store(aClass());
    const wild = channelThat(() => {
      throw new Error('boom');
    });
    await runOnce(partsOf(new TestClock('2026-11-24T17:00:00Z'), [wild.channel]));
    expect((await ledger()).at(-1)).toMatchObject({ state: 'pending', reason: 'boom' });
  });

  it('is not held up on one channel by another', async () => {
    await prefer({ channels: ['desktop', 'email'] });
    await db.store(aClass());
    let hasSent: (result: SendResult) => void = () => undefined;
    const desktopHasSent = new Promise<SendResult>((resolve) => {
      hasSent = resolve;
    });
    const desktop = channelThat(() => {
      hasSent({ outcome: 'sent' });
      return { outcome: 'sent' };
    });
    const email = channelThat(() => desktopHasSent, 'email');
    await runOnce(partsOf(new TestClock('2026-11-24T17:00:00Z'), [email.channel, desktop.channel]));
    expect([email.titles.length, desktop.titles.length]).toEqual([1, 1]);
  });
});

describe('what lies outside the database', () => {
  it('follows the day and the feeds, and reports what goes wrong there', async () => {
    const events: DaemonEvent[] = [];
    const done: string[] = [];
    const errors: (string | null)[] = [];
    await runOnce({
      ...partsOf(new TestClock('2026-11-24T12:00:00Z'), [], events),
      async onDay() {
        done.push('day');
        return [];
      },
      async askFeeds() {
        done.push('feeds');
        throw new Error('no network');
      },
      async follow() {
        done.push('follow');
        throw new FailureError('cannot_write', 'The folder is gone.');
      },
      onTick: (lastError) => errors.push(lastError),
    });
    expect(done).toEqual(['day', 'follow', 'feeds', 'follow']);
    const doing = 'bringing the calendar folder in step';
    expect(events).toContainEqual({ event: 'error', doing, error: 'The folder is gone.' });
    expect(errors.at(-1)).toBe(`${doing}: The folder is gone.`);
  });
});

describe('a booking that changes between plan, claim and message', () => {
  const KEY = {
    bookingId: aClass().id,
    kind: 'class',
    offsetMinutes: 60,
    channel: 'desktop',
    machine: '',
    startsAt: START,
  } as const;

  it.each([
    ['cancelled', cancelBooking],
    ['moved', (path: string) => moveBooking(path, '2026-11-26T18:00:00')],
  ])('is not claimed any more once it is %s', async (_, change) => {
    await db.store(aClass());
    await change(db.database.path);
    const { context } = partsOf(new TestClock('2026-11-24T17:00:00Z'), []);
    expect(await claimReminder(context, KEY)).toBeNull();
  });

  it.each([
    ['cancelled', cancelBooking, 'skipped', 'the booking was cancelled'],
    ['moved', (path: string) => moveBooking(path, '2026-11-26T18:00:00'), 'skipped', 'the class was moved'],
  ])('sends nothing when it is %s after the claim', async (_, change, state, reason) => {
    await db.store(aClass());
    const clock = new TestClock('2026-11-24T17:00:00Z');
    const { channel, titles } = works();
    let isDone = false;
    const parts = partsOf(clock, [channel]);
    const { store } = parts.context;
    // As soon as the claim is on the disk, another process steps in.
    const transaction: Store['transaction'] = async (work) => {
      const result = await store.transaction(work);
      if (!isDone && (await isClaimed(db.database.path))) {
        isDone = true;
        await change(db.database.path);
      }
      return result;
    };
    await runOnce({ ...parts, context: { ...parts.context, store: { ...store, transaction } } });
    expect([isDone, titles]).toEqual([true, []]);
    expect((await ledger()).at(-1)).toMatchObject({ state, reason, attempts: 0 });
  });
});

describe('the loop', () => {
  const ending = { controller: new AbortController() };
  let server: Server;
  let url: string;
  const posted: string[] = [];

  beforeEach(async () => {
    ending.controller = new AbortController();
    posted.length = 0;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        posted.push(body);
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterEach(() => server.close());

  it('sees the bookings of other processes, and a clock that jumps, within its five seconds', async () => {
    await prefer({ channels: ['webhook'], offsetsMinutes: [60] });
    const clock = new TestClock('2026-11-24T12:00:00Z');
    const events: DaemonEvent[] = [];
    const parts = partsOf(clock, [createWebhookChannel({ url, toFacts: toBookingJson })], events);
    let ticks = 0;
    const onTick = () => {
      ticks += 1;
    };
    let follows = 0;
    const follow = async () => {
      follows += 1;
      if (follows === 1) throw new FailureError('cannot_write', 'The folder is gone.');
    };
    const { signal } = ending.controller;
    const running = runLoop({ ...parts, onTick, onDay: async () => [], follow, signal });
    await expect.poll(() => ticks).toBeGreaterThan(0);
    await db.store(
      aClass(),
      aClass({ id: sampleId(0x70000), startsAt: '2026-11-24T13:30:00.000Z', startsLocal: '2026-11-24T13:30:00' }),
    );
    await moveBooking(db.database.path, '2026-11-24T15:00:00');
    clock.ms += 2 * HOUR;
    await expect.poll(() => events.filter(({ event }) => event === 'sent')).toHaveLength(2);
    ending.controller.abort();
    await running;
    expect(posted.length).toBe(2);
    // What could not follow is tried again after an hour.
    expect(follows).toBe(2);
  });

  describe('whose pauses are cut short', () => {
    const hurried = useHurriedTimers();
    const until = (isTrue: () => boolean) => hurried(isTrue).toBe(true);

    it('plans anew, and asks feeds again, when the clock is set back', async () => {
      await prefer({ offsetsMinutes: [60] });
      // Written down after it had begun, by the clock of then: nothing is planned for it.
      await db.store(aClass({ createdAt: '2026-11-24T18:30:00.000Z' }));
      const clock = new TestClock('2026-11-24T19:00:00Z');
      const { channel, titles } = works();
      let [ticks, asked] = [0, 0];
      const running = runLoop({
        ...partsOf(clock, [channel]),
        // Nobody writes: it is the clock alone that tells.
        database: {
          ...db.database,
          revisions: async () => ({ of: () => ({ text: 'the same', writtenMs: 0 }), accounts: 'the same' }),
        },
        onTick: () => {
          ticks += 1;
        },
        async askFeeds() {
          asked += 1;
          return [];
        },
        signal: ending.controller.signal,
      });
      await until(() => ticks > 0 && asked > 0);
      expect([titles, asked]).toEqual([[], 1]);
      clock.ms -= 2 * HOUR;
      await until(() => titles.length > 0 && asked > 1);
      ending.controller.abort();
      await running;
      expect([titles, asked]).toEqual([['Vinyasa Flow in 1 h'], 2]);
    });

    it('sees preferences that another process takes back', async () => {
      await db.store(aClass());
      const clock = new TestClock('2026-11-24T12:00:00Z');
      const onJournal = (database: Database): BookingContext => {
        const context = { ...db.at('2026-11-24T12:00:00Z'), store: database.store };
        return { ...context, listeners: [keepJournal(context), keepLedger(context)] };
      };
      await prefer({ channels: ['webhook'] });
      const change = { classType: null, isReset: false, fields: { isEnabled: false } };
      await saveReminderPreferences(onJournal(db.database), change);
      let ticks = 0;
      const onTick = () => {
        ticks += 1;
      };
      const events: DaemonEvent[] = [];
      const parts = partsOf(clock, [createWebhookChannel({ url, toFacts: toBookingJson })], events);
      const running = runLoop({ ...parts, onTick, signal: ending.controller.signal });
      await until(() => ticks > 0);
      const other = await openDatabase({ path: db.database.path, createFolder: false, now: clock.now() });
      await reverseSteps(onJournal(other), 'undo', 1);
      await other.close();
      clock.ms += 5 * HOUR;
      await until(() => events.some(({ event }) => event === 'sent'));
      ending.controller.abort();
      await running;
      expect(posted.length).toBe(1);
      expect(await ledger()).toMatchObject([
        { offsetMinutes: 1440, state: 'skipped' },
        { offsetMinutes: 60, state: 'sent' },
      ]);
    });

    it('begins each day once, shows what it is given, and goes on when that fails', async () => {
      const clock = new TestClock('2026-11-23T23:59:58Z');
      const events: DaemonEvent[] = [];
      const { channel, titles } = works();
      const days: string[] = [];
      const parts = partsOf(clock, [channel], events);
      const running = runLoop({
        ...parts,
        signal: ending.controller.signal,
        async onDay(today) {
          days.push(today);
          if (days.length === 1) throw new Error('no statistics');
          const at = { now: clock.now(), homeZone: 'UTC' };
          return [
            { messageId: '1', kind: 'notice', title: `hello ${today}`, body: '', urgency: 'low', booking: null, ...at },
          ];
        },
      });
      await until(() => titles.length === 1);
      ending.controller.abort();
      await running;
      expect([days, titles]).toEqual([['2026-11-23', '2026-11-23'], ['hello 2026-11-23']]);
      expect(events).toContainEqual({ event: 'error', doing: 'the day’s work', error: 'Error: no statistics' });
    });
  });
});
