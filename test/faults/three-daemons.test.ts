import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classIdentity } from '../../src/bookings/class-identity.ts';
import { type Home, PROGRAM, useHomes } from '../e2e/program.ts';
import { type OwnServer, SERVER_PROGRAMS, useOwnServer } from '../support/own-server.ts';
import { patient } from '../support/patience.ts';

const [PEOPLE, EACH, DAEMONS] = [50, 20, 3];
const HOUR_MS = 3_600_000;
/** The reminders fall due within this time, from so long after they are planned. */
const [FIRST_MS, WITHIN_MS] = [8000, 30_000];

describe.skipIf(SERVER_PROGRAMS === null)('several daemons of one database (needs PostgreSQL)', () => {
  const server = useOwnServer({ within: tmpdir() });
  const homes = useHomes();
  const received: string[] = [];
  let webhook: Server;
  let daemons: ChildProcess[] = [];

  beforeAll(async () => {
    webhook = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      received.push(JSON.parse(body).bookingId);
      // So long that about every second kill strikes while a message is under way.
      await sleep(20);
      response.end();
    });
    await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await Promise.all(daemons.map(kill));
    webhook.close();
  });

  it('killed again and again, send every reminder, and at most one twice for each kill', {
    timeout: patient(150_000),
  }, async () => {
    const database = await server.makeDatabase();
    const { port } = webhook.address() as AddressInfo;
    const bookings = await plan(server, database, `http://127.0.0.1:${port}/`);
    const start = (home: Home) => startDaemon(home, server.address(database));
    const machines = Array.from({ length: DAEMONS }, () => homes.empty());
    daemons = machines.map(start);

    let kills = 0;
    const end = performance.now() + FIRST_MS + WITHIN_MS;
    while (performance.now() < end) {
      await sleep(500 + Math.random() * 1000);
      const struck = kills % DAEMONS;
      const [one, home] = [daemons[struck], machines[struck]];
      if (!one || !home) break;
      await kill(one);
      daemons[struck] = start(home);
      kills += 1;
    }
    await expect.poll(() => new Set(received).size, { timeout: patient(60_000), interval: 500 }).toBe(bookings.size);
    // What was claimed by a daemon that is no more is tried again by another.
    const open = "select booking_id from reminder_ledger where state in ('pending', 'sending')";
    await expect.poll(() => server.admin(open, database), { timeout: patient(60_000), interval: 500 }).toEqual([]);
    await Promise.all(daemons.map(kill));

    expect(
      received.filter((id) => !bookings.has(id)),
      'reminders of nothing',
    ).toEqual([]);
    expect(received.length - bookings.size, `duplicates after ${kills} kills`).toBeLessThanOrEqual(kills);
    const states = await server.admin('select state, count(*) from reminder_ledger group by 1', database);
    expect(states).toEqual([{ state: 'sent', count: String(PEOPLE * EACH) }]);
  });
});

function startDaemon(home: Home, address: string): ChildProcess {
  // It goes by the real clock.
  const { NUMINA_NOW: _, ...env } = home.env;
  return spawn(process.execPath, [PROGRAM, 'daemon', 'run'], {
    env: { ...env, NUMINA_ZONE: 'UTC', NUMINA_DB: address },
    cwd: home.path(),
    stdio: 'ignore',
  });
}

async function kill(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const ended = new Promise((resolve) => daemon.once('exit', resolve));
  daemon.kill('SIGKILL');
  await ended;
}

/** Gives each person a webhook, a reminder an hour before, and classes that begin an hour after the reminders are due. */
async function plan(server: OwnServer, database: string, url: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const began = performance.timeOrigin + performance.now();
  const stamp = new Date(began - 30 * 24 * HOUR_MS).toISOString();
  const client = await server.connect(database);
  const insert = (table: string, row: Readonly<Record<string, unknown>>) => {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`);
    return client.query(
      `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`,
      Object.values(row),
    );
  };
  await client.query('begin');
  for (let person = 0; person < PEOPLE; person += 1) {
    const [user, name, place] = [`person-${person}`, 'Spin 45', 'Velo'];
    const own = { user_id: user, created_at: stamp };
    await insert('users', { id: user, name: user, name_key: user, settings_in: 'database', created_at: stamp });
    await insert('user_settings', { user_id: user, key: 'webhook.url', value: JSON.stringify(url) });
    await insert('booking_reminders', {
      ...{ id: `preferences of ${user}`, user_id: user, updated_at: stamp, cancel_by_offsets: '' },
      ...{ reminder_1h: 1, reminder_24h: 0, webhook_reminders: 1, push_reminders: 0 },
    });
    await insert('fitness_classes', {
      ...{ ...own, id: `class of ${user}`, name, location: place, duration_minutes: 45, zone: 'UTC' },
      ...{ source: 'classpass', updated_at: stamp, identity: classIdentity({ name, location: place }) },
    });
    for (let each = 0; each < EACH; each += 1) {
      const id = randomUUID();
      ids.add(id);
      const index = each * PEOPLE + person;
      const due = began + FIRST_MS + (index * WITHIN_MS) / (PEOPLE * EACH);
      const at = new Date(Math.floor(due) + HOUR_MS).toISOString();
      await insert('bookings', {
        ...{ ...own, id, class_id: `class of ${user}`, class_name: name, location: place, duration_minutes: 45 },
        ...{ class_local: at.slice(0, 19), class_date: at.slice(0, 10), class_time: at.slice(11, 16), zone: 'UTC' },
        ...{ class_datetime: at, status: 'booked', booking_source: 'classpass', booked_at: stamp, updated_at: stamp },
        search_key: '',
      });
    }
  }
  await client.query('commit');
  await client.end();
  return ids;
}
