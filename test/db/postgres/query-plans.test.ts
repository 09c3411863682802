import { Kysely } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepStats } from '../../../src/attendance/attendance-stats-service.ts';
import * as query from '../../../src/bookings/booking-query.ts';
import { findNext } from '../../../src/bookings/booking-reference.ts';
import { listCatalogue } from '../../../src/bookings/class-store.ts';
import { findIdLabels } from '../../../src/bookings/id-labels.ts';
import { ConnectionPool } from '../../../src/db/postgres/connection-pool.ts';
import { SERVER_PLUGINS, ServerDialect } from '../../../src/db/postgres/dialect.ts';
import { serverOptions } from '../../../src/db/postgres/server-options.ts';
import type { Schema } from '../../../src/db/schema.ts';
import { type Store, storeOf } from '../../../src/db/store.ts';
import { ReminderAgenda } from '../../../src/reminders/reminder-agenda.ts';
import { fixedClock } from '../../../src/time/clock.ts';
import { sampleId } from '../../support/booking-samples.ts';
import { isSqlite } from '../../support/engine.ts';
import { addressOf, asAdmin, returnServerDatabase, takeServerDatabase } from '../../support/server-database.ts';

// One of many people must not wait for the rows of the others: what PostgreSQL does with the very statements sent, under
// row-level security.

const [PEOPLE, EACH] = [40, 100];
const NOW = new Date('2026-11-24T14:12:00Z');
const MONTH = { from: '2026-11-01', to: '2026-11-30' };
const START = "timestamp '2026-11-24 18:00' + (n - 50) * interval '1 day'";

/** People with a class and a booking a day, half of them ahead. */
const MANY = `
insert into users (id, name, name_key, settings_in, created_at)
  select 'p' || p, 'p' || p, 'p' || p, 'database', '2026' from generate_series(1, ${PEOPLE}) p;
insert into fitness_classes (id, user_id, name, duration_minutes, zone, source, created_at, updated_at, identity)
  select 'class', 'p' || p, 'Spin 45', 45, 'UTC', 'manual', '2026', '2026', md5('' || p) from generate_series(1, ${PEOPLE}) p;
insert into bookings (id, user_id, class_id, class_name, class_local, class_date, class_time, zone, class_datetime,
    duration_minutes, status, booking_source, booked_at, attended_at, created_at, updated_at,
    search_key)
  select gen_random_uuid(), 'p' || p, 'class', 'Spin 45', to_char(${START}, 'YYYY-MM-DD"T"HH24:MI:SS'),
    to_char(${START}, 'YYYY-MM-DD'), '18:00', 'UTC', to_char(${START}, 'YYYY-MM-DD"T"HH24:MI:SS.000Z'), 45,
    case when n < 50 then 'attended' else 'booked' end, 'manual', '2026', case when n < 50 then '2026' end, '2026', '2026',
    'spin 45'
  from generate_series(1, ${PEOPLE}) p, generate_series(0, ${EACH - 1}) n;
analyze`;

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}

describe.skipIf(isSqlite)('for one of many people (needs NUMINA_TEST_ENGINE=postgres)', () => {
  const sent: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];
  let name: string;
  let pool: ConnectionPool;
  let store: Store;
  let client: pg.Client;

  beforeAll(async () => {
    name = await takeServerDatabase();
    await asAdmin((admin) => admin.query(MANY), name);
    pool = new ConnectionPool(serverOptions(addressOf(name), {}), async () => null);
    const dialect = new ServerDialect(pool, 'p7');
    store = storeOf(
      new Kysely<Schema>({ dialect, plugins: [...SERVER_PLUGINS], log: ({ query }) => void sent.push(query) }),
      'p7',
    );
    client = new pg.Client({ connectionString: addressOf(name) });
    await client.connect();
    await client.query("select set_config('numina.user_id', 'p7', false)");
  });
  afterAll(async () => {
    await pool?.close();
    await client?.end();
    await returnServerDatabase(name);
  });

  /** The steps that read rows, of all the statements that `work` sends. */
  async function scansOf(work: (store: Store) => Promise<unknown>): Promise<readonly Node[]> {
    sent.length = 0;
    await work(store);
    const scans: Node[] = [];
    for (const { sql, parameters } of [...sent]) {
      if (!/^(?:select|update|delete)/.test(sql)) continue;
      const how = sql.startsWith('select') ? 'analyze, format json' : 'format json';
      const { rows } = await client.query(`explain (${how}) ${sql}`, [...parameters]);
      const [{ Plan: plan }] = rows[0]['QUERY PLAN'];
      scans.push(...nodesOf(plan).filter((node) => / Scan$/.test(node['Node Type'])));
    }
    expect(scans).not.toEqual([]);
    return scans.filter((node) => node['Relation Name'] !== 'users');
  }

  /** Each step begins in an index with the rows of the person, so that the others' are never looked at. */
  function expectOwnRowsAlone(scans: readonly Node[]): void {
    for (const node of scans) {
      // Its index is looked up by the step below it.
      if (node['Node Type'] === 'Bitmap Heap Scan') continue;
      expect(String(node['Index Cond']), JSON.stringify(node)).toMatch(/\buser_id = /);
      const read = ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 1);
      expect(read, JSON.stringify(node)).toBeLessThanOrEqual(EACH);
    }
  }

  const agenda = (own: Store) =>
    new ReminderAgenda({
      store: own,
      clock: fixedClock(NOW),
      newId: () => sampleId(1),
      homeZone: () => 'UTC',
      machine: '',
    });
  const booking = { before: null, after: null };
  const keeper = keepStats({
    now: () => NOW,
    today: () => '2026-11-24',
    settings: () => ({ restDays: [], weekStart: 1, weeklyTarget: 1 }),
    onEarned: () => undefined,
  });

  it.each<[string, (own: Store) => Promise<unknown>]>([
    ['the next class', (own) => findNext(own, NOW)],
    ['a month', (own) => query.queryBookings(own, MONTH)],
    ['fifty of a list', (own) => query.queryBookings(own, {}, { limit: 50 })],
    ['a search', (own) => query.queryBookings(own, { search: 'spin' })],
    ['what is upcoming', (own) => query.queryUpcoming(own, { ...MONTH, statuses: ['booked'] }, NOW)],
    ['what nobody has marked', (own) => query.queryUnmarked(own, NOW)],
    ['short ids', (own) => findIdLabels(own, [{ id: sampleId(1) }])],
    ['the count of a month', (own) => query.countBookings(own, MONTH)],
  ])('%s is found among her own bookings', async (_what, work) => {
    expectOwnRowsAlone(await scansOf(work));
  });

  // Here the other tables hold so little that reading all of it is the shortest way. A server with more in them has none.
  it.each<[string, (own: Store) => Promise<unknown>]>([
    ['the catalogue', listCatalogue],
    ['a plan of all reminders', (own) => agenda(own).reload()],
    [
      'the statistics after a change',
      (own) => own.transaction((inside) => keeper(inside, { what: '', bookings: [booking], classes: [] })),
    ],
  ])('%s can be found among her own rows', async (_what, work) => {
    await client.query('set enable_seqscan = off');
    try {
      expectOwnRowsAlone(await scansOf(work));
    } finally {
      await client.query('reset enable_seqscan');
    }
  });

  it('would be seen to read the rows of all, where nothing names her', async () => {
    const plan = await asAdmin(async (admin) => {
      const { rows } = await admin.query("explain (analyze, format json) select id from bookings where notes = ''");
      return rows[0]['QUERY PLAN'][0].Plan as Node;
    }, name);
    expect(() => expectOwnRowsAlone(nodesOf(plan))).toThrow();
  });
});

function nodesOf(plan: Node): Node[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
