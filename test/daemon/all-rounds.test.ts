import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccountRegister, addAccount, listPeople, removeAccount } from '../../src/accounts/account-service.ts';
import { saveBookingChanges } from '../../src/bookings/booking-store.ts';
import { saveClass } from '../../src/bookings/class-store.ts';
import { AllRounds } from '../../src/daemon/all-rounds.ts';
import type { AccountParts, DaemonParts } from '../../src/daemon/daemon-parts.ts';
import type { Database } from '../../src/db/engine.ts';
import { openDatabase } from '../../src/db/open.ts';
import { FailureError } from '../../src/errors.ts';
import type { Channel } from '../../src/reminders/channel.ts';
import { sampleBooking, sampleClass } from '../support/booking-samples.ts';
import { useDatabasePlace } from '../support/database-place.ts';
import { isSqlite } from '../support/engine.ts';

// One daemon serves all accounts of a database.

const START = '2026-11-24T18:00:00.000Z';
const place = useDatabasePlace();
let nowMs = 0;
let database: Database;
let register: AccountRegister;
/** `account channel title` of what was sent, and what was told. */
let sent: string[];
let told: string[];
let lastError: string | null;

const clock = { now: () => new Date(nowMs) };
const newId = () => crypto.randomUUID();

beforeEach(async () => {
  nowMs = Date.parse(START) - 3_600_000;
  [sent, told, lastError] = [[], [], null];
  database = await openDatabase({ path: place(), createFolder: false, now: clock.now() });
  register = { store: database.store, storeFor: database.storeFor, clock, newId, zoneInFile: () => null };
});
afterEach(() => database.close());

function channelOf(account: string, name: Channel['name']): Channel {
  return {
    name,
    async send({ title }) {
      sent.push(`${account} ${name} ${title.split(' in ')[0]}`);
      return { outcome: 'sent' };
    },
  };
}

function partsOf(account: string, userId: string, own: Partial<AccountParts> = {}): AccountParts {
  const config = { channels: [channelOf(account, 'desktop'), channelOf(account, 'email')], clock: '24' } as const;
  return {
    context: { store: database.storeFor(userId), clock, homeZone: () => 'UTC', newId },
    config: () => config,
    ...own,
  };
}

/** A daemon of the first account. `others` are parts of other accounts, by their names. */
function daemon(others: Readonly<Record<string, Partial<AccountParts> | Error>> = {}): AllRounds {
  const parts: DaemonParts = {
    ...partsOf('local', 'local'),
    database,
    signal: new AbortController().signal,
    tell: (event, account = null) => {
      const what = event.event === 'error' ? `${event.event} ${event.doing}: ${event.error}` : event.event;
      told.push(`${account} ${what}`);
    },
    onTick: (error) => {
      lastError = error;
    },
    others: {
      list: () => listPeople(database.store),
      async open({ id, name }) {
        const own = others[name];
        if (own instanceof Error) throw own;
        return partsOf(name, id, { serves: ['email', 'webhook'], ...own });
      },
    },
  };
  return new AllRounds(parts, () => undefined);
}

/** Books a class of an account for six o'clock, with reminders on the desktop and by mail. */
async function bookFor(userId: string, name: string): Promise<void> {
  const [id, classId] = [newId(), newId()];
  const booking = sampleBooking({
    id,
    classId,
    className: name,
    zone: 'UTC',
    startsLocal: START.slice(0, 19),
    startsAt: START,
  });
  await database.storeFor(userId).transaction(async (store) => {
    await saveClass(store, sampleClass({ id: classId, name }));
    await saveBookingChanges(store, [{ before: null, after: booking }]);
    const row = { id: newId(), user_id: userId, email_reminders: 1, updated_at: START } as const;
    await store.db
      .insertInto('booking_reminders')
      .values(row)
      .onConflict((each) => each.doNothing())
      .execute();
  });
}

async function turn(rounds: AllRounds): Promise<void> {
  await rounds.make();
  await rounds.end();
}

describe('the rounds of all accounts', () => {
  it('send each person what is theirs, and show on the desktop what is of the daemon’s own', async () => {
    const { id } = await addAccount(register, { name: 'ben' });
    await bookFor('local', 'Barre');
    await bookFor(id, 'Boxing');
    const rounds = daemon();
    await rounds.begin();
    await turn(rounds);
    expect(sent.sort()).toEqual(['ben email Boxing', 'local desktop Barre', 'local email Barre']);
    expect(told).toEqual(expect.arrayContaining(['null sent', 'ben sent']));
    expect(lastError).toBeNull();
  });

  it('take up an account that is new, and let go one that is removed', async () => {
    const rounds = daemon();
    await rounds.begin();
    await turn(rounds);
    const { id } = await addAccount(register, { name: 'ben' });
    await bookFor(id, 'Boxing');
    nowMs += 1000;
    await turn(rounds);
    expect(sent).toEqual(['ben email Boxing']);
    await removeAccount(register, 'ben');
    nowMs += 1000;
    await turn(rounds);
    expect([lastError, told.filter((each) => each.includes('error'))]).toEqual([null, []]);
  });

  it('go on with all others where one fails, and say who', async () => {
    for (const name of ['amy', 'ben', 'cleo']) await addAccount(register, { name });
    const people = await listPeople(database.store);
    for (const { id, name } of people) await bookFor(id, name.toUpperCase());
    const fails = () => Promise.reject(new FailureError('broken', 'It broke.', null));
    const rounds = daemon({
      amy: new FailureError('wrong', 'Her settings are wrong.', null),
      ben: { onDay: fails, askFeeds: fails, renew: fails },
    });
    await rounds.begin();
    await turn(rounds);
    expect(sent.sort()).toEqual([
      ...['ben email BEN', 'cleo email CLEO'],
      ...['local desktop LOCAL', 'local email LOCAL'],
    ]);
    const errors = told.filter((each) => each.includes('error'));
    expect(errors).toContain('amy error opening the account: Her settings are wrong.');
    expect(errors.filter((each) => each.startsWith('ben '))).not.toEqual([]);
    expect(errors.filter((each) => each.startsWith('null ') || each.startsWith('cleo '))).toEqual([]);
    expect(lastError).toMatch(/^(?:amy|ben): /);
  });

  it('say once what keeps an account from being opened, and take it up when that is over', async () => {
    const { id } = await addAccount(register, { name: 'ben' });
    await bookFor(id, 'Boxing');
    const others: Record<string, Error> = { ben: new FailureError('wrong', 'His settings are wrong.', null) };
    const rounds = daemon(others);
    await rounds.begin();
    for (let count = 0; count < 3; count += 1) {
      await turn(rounds);
      nowMs += 61_000;
    }
    expect(told.filter((each) => each.includes('opening'))).toHaveLength(1);
    delete others['ben'];
    await turn(rounds);
    expect(sent).toEqual(['ben email Boxing']);
  });

  it.skipIf(isSqlite)(
    '(needs a server, which tells of each change) read nothing anew after their own reminders, and do after a change of others',
    async () => {
      const { id } = await addAccount(register, { name: 'ben' });
      let renewals = 0;
      const renew = async () => {
        renewals += 1;
      };
      const rounds = daemon({ ben: { renew } });
      await rounds.begin();
      for (let count = 0; count < 2; count += 1) await turn(rounds);
      renewals = 0;
      await bookFor(id, 'Boxing');
      for (let count = 0; count < 3; count += 1) await turn(rounds);
      expect([sent, renewals]).toEqual([['ben email Boxing'], 1]);
      await bookFor(id, 'Barre');
      await turn(rounds);
      expect([sent.length, renewals]).toEqual([2, 2]);
    },
  );

  it('call an account by its name of the day', async () => {
    const { id } = await addAccount(register, { name: 'ben' });
    const rounds = daemon();
    await rounds.begin();
    await turn(rounds);
    await database.store.db.updateTable('users').set({ name: 'Benedikt' }).where('id', '=', id).execute();
    await bookFor(id, 'Boxing');
    nowMs += 61_000;
    await turn(rounds);
    expect(told).toContain('Benedikt sent');
  });

  it('go on for the others where the daemon’s own account is removed', async () => {
    const { id } = await addAccount(register, { name: 'ben' });
    const rounds = daemon();
    await rounds.begin();
    await turn(rounds);
    await removeAccount(register, 'local');
    await bookFor(id, 'Boxing');
    nowMs += 61_000;
    await turn(rounds);
    expect(sent).toEqual(['ben email Boxing']);
    expect(lastError).toBeNull();
  });
});
