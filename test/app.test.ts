import { existsSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { openProcess, type Process, type Session } from '../src/app.ts';
import { dateTarget } from '../src/attendance/streak/target-service.ts';
import { listTargets } from '../src/attendance/streak/target-store.ts';
import { queryBookings } from '../src/bookings/booking-query.ts';
import { SCOPES } from '../src/bookings/booking-reference.ts';
import { markBookings } from '../src/bookings/mark-service.ts';
import { COMMANDS } from '../src/cli/commands/index.ts';
import { fixedClock } from '../src/time/clock.ts';
import { book } from './support/book.ts';
import { useDatabasePlace } from './support/database-place.ts';
import { isSqlite } from './support/engine.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';
import { userRow } from './support/user-row.ts';

// What a process has, and what each of those it works for has.

const file = useTemporaryFolder();
const place = useDatabasePlace();
const opened: Process[] = [];
afterEach(async () => {
  for (const machine of opened.splice(0)) await machine.close();
});

/** In New York on a Tuesday morning. */
function start(env: NodeJS.ProcessEnv = {}): Process {
  const machine = openProcess({
    env: {
      HOME: file(),
      NUMINA_DB: place(),
      NUMINA_NOW: '2026-11-24T09:12:00-05:00',
      NUMINA_ZONE: 'America/New_York',
      ...env,
    },
  });
  opened.push(machine);
  return machine;
}

async function statuses(session: Session): Promise<string[]> {
  const bookings = await queryBookings((await session.bookings()).store, {});
  return bookings.map(({ className, status }) => `${className} ${status}`);
}

/** A second account in the database. */
async function sessionOfBen(machine: Process, homeZone: string): Promise<Session> {
  const { store } = await machine.openDatabase(machine.clock.now());
  await store.db.insertInto('users').values(userRow('ben')).execute();
  return machine.session({ account: 'ben', homeZone });
}

describe('a process', () => {
  it.skipIf(!isSqlite)(
    '(needs SQLite: settings in config.toml) that goes on for days keeps no weekly target that was changed meanwhile',
    async () => {
      const env = { NUMINA_CONFIG: file('config.toml') };
      writeFileSync(env.NUMINA_CONFIG, 'weekly_target = 3\n');
      const daemon = await start(env).session().bookings();
      await book(daemon, 'Yoga', '2026-12-01T18:00');
      writeFileSync(env.NUMINA_CONFIG, 'weekly_target = 4\n');
      const change = { type: null, target: 4, from: '2026-06-01', before: 3 };
      await dateTarget(await start(env).session().bookings(), change);
      await book(daemon, 'Yoga', '2026-12-02T18:00');
      expect((await listTargets(daemon.store)).get('')).toEqual([
        { from: '0001-01-01', target: 3 },
        { from: '2026-06-01', target: 4 },
      ]);
    },
  );

  it.skipIf(!isSqlite)('(needs SQLite: a file) opens and reads nothing before it is asked', async () => {
    writeFileSync(file('config.toml'), 'zone = "Nowhere"');
    const machine = start({ NUMINA_CONFIG: file('config.toml'), NUMINA_NOW: 'nonsense', NUMINA_ZONE: '' });
    const session = machine.session();
    await session.settle();
    await machine.close();
    expect(existsSync(place())).toBe(false);
    expect(() => machine.clock).toThrow('NUMINA_NOW');
    expect(() => session.homeZone).toThrow('zone');
  });

  it('opens its database once for all sessions', async () => {
    const machine = start();
    const other = await sessionOfBen(machine, 'Asia/Tokyo');
    expect(await other.database()).toBe(await machine.session().database());
  });
});

describe('a session', () => {
  it('sees the rows of its own person, in that person’s zone', async () => {
    const machine = start();
    const ana = machine.session();
    const ben = await sessionOfBen(machine, 'Asia/Tokyo');
    await book(await ana.bookings(), 'Spin', '2026-11-25T18:00');
    await book(await ben.bookings(), 'Yoga', '2026-11-25T18:00');
    expect(await statuses(ana)).toEqual(['Spin booked']);
    expect(await statuses(ben)).toEqual(['Yoga booked']);
    expect([ana.nowLocal, ben.nowLocal]).toEqual(['2026-11-24T09:12:00', '2026-11-24T23:12:00']);
    const [yoga] = await queryBookings((await ben.bookings()).store, {});
    expect(yoga?.startsAt).toBe('2026-11-25T09:00:00.000Z');
  });

  it('has news of its own', async () => {
    const machine = start();
    const ana = machine.session();
    const ben = await sessionOfBen(machine, 'America/New_York');
    const context = await ben.bookings();
    await book(context, 'Spin', '2026-11-23T18:00');
    await markBookings(context, ['last'], SCOPES.any, { to: 'attended' });
    expect(ben.news.earned.map(({ id }) => id)).toContain('first-class');
    expect(ana.news.earned).toEqual([]);
  });

  it('may live in another moment than its process', async () => {
    const clock = fixedClock(new Date('2027-01-01T12:00:00Z'));
    const session = start().session({ clock });
    expect(session.nowLocal).toBe('2027-01-01T07:00:00');
    expect((await session.bookings()).clock).toBe(clock);
  });

  it.skipIf(!isSqlite)(
    '(needs SQLite: settings in config.toml) marks nothing by being asked, and past classes by habit when told to',
    async () => {
      writeFileSync(file('config.toml'), 'assume_attended = ["mindbody"]');
      const session = start({ NUMINA_CONFIG: file('config.toml') }).session();
      await book(await session.bookings(), 'Spin', '2026-11-22T18:00', { fields: { source: 'mindbody' } });
      const later = session.process.session();
      expect(await statuses(later)).toEqual(['Spin booked']);
      await later.markByHabit();
      expect(await statuses(later)).toEqual(['Spin attended']);
      expect(later.news.assumed.map(({ className }) => className)).toEqual(['Spin']);
      expect(session.news.assumed).toEqual([]);
    },
  );
});

describe('the commands that mark by habit', () => {
  it('are all that show or change bookings, except undo and redo, which reverse the last step', () => {
    const others = COMMANDS.filter(({ marksByHabit }) => !marksByHabit).map(({ name }) => name);
    expect(others.filter((name) => !/^(?:account|share|config|daemon|db|completion|help)\b/.test(name)).sort()).toEqual(
      ['backup', 'demo', 'doctor', 'mail formats', 'mail try', 'redo', 'restore', 'serve', 'undo'],
    );
  });
});
