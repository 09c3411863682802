import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../../migrations/index.ts';
import type { BookingContext } from '../../../src/bookings/booking-context.ts';
import { queryBookings } from '../../../src/bookings/booking-query.ts';
import { toBooking } from '../../../src/bookings/booking-row.ts';
import { findExactClass, listAlikeClasses } from '../../../src/bookings/class-catalogue.ts';
import { classIdentity } from '../../../src/bookings/class-identity.ts';
import { listClasses } from '../../../src/bookings/class-store.ts';
import { searchKeyOf } from '../../../src/bookings/search-key.ts';
import type { Database } from '../../../src/db/engine.ts';
import { openDatabase } from '../../../src/db/open.ts';
import type { Schema } from '../../../src/db/schema.ts';
import { SqliteFileDialect } from '../../../src/db/sqlite/dialect.ts';
import { migrate } from '../../../src/db/sqlite/migrate.ts';
import { reverseSteps } from '../../../src/journal/journal-service.ts';
import { listEntries } from '../../../src/journal/journal-store.ts';
import { fixedClock } from '../../../src/time/clock.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';

// A record of the release before comes through the rebuilding of its tables whole, with all its steps.

const NOW = new Date('2026-11-28T12:00:00.000Z');
const BEFORE = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0010'));
const RECORD = readFileSync(join(import.meta.dirname, 'record-of-0009.sql'), 'utf8');

const path = useTemporaryFolder();
let file: string;
let rows: Rows;

beforeEach(async () => {
  file = path('numina.db');
  const sqlite = new BetterSqlite3(file);
  const kysely = new Kysely<Schema>({ dialect: new SqliteFileDialect(sqlite) });
  await migrate(sqlite, kysely, BEFORE);
  sqlite.pragma('foreign_keys = off');
  sqlite.exec(RECORD);
  rows = rowsIn(sqlite);
  await kysely.destroy();
});

type Rows = Readonly<Record<string, readonly unknown[]>>;

/** All rows, by table; of the columns that `like` has, where given. */
function rowsIn(sqlite: BetterSqlite3.Database, like?: Rows): Rows {
  const tables = sqlite
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")
    .pluck()
    .all() as string[];
  const ofRecord = tables.filter((name) => !name.startsWith('kysely_') && (like === undefined || name in like));
  return Object.fromEntries(
    ofRecord.map((name) => {
      const [first] = like?.[name] ?? [];
      const columns = first === undefined ? '*' : Object.keys(first as object).join(', ');
      return [name, sqlite.prepare(`select ${columns} from ${name} order by rowid`).all()];
    }),
  );
}

async function opened(work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase({ path: file, createFolder: false, now: NOW });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

describe('a record of the release before', () => {
  it('keeps every row, in its order, and a copy from before', async () => {
    await opened(async () => undefined);
    const sqlite = new BetterSqlite3(file, { readonly: true });
    expect(rowsIn(sqlite, rows)).toEqual(rows);
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(sqlite.prepare("select name from sqlite_schema where name like '%before_keys%'").all()).toEqual([]);
    sqlite.close();
    const copy = new BetterSqlite3(`${file}.bak-0009-mailboxes`, { readonly: true });
    expect(rowsIn(copy)).toEqual(rows);
    copy.close();
    expect(rows['bookings']?.length).toBeGreaterThan(5);
  });

  it('gets the keys that the program would write', async () => {
    await opened(async ({ store }) => {
      const bookings = await store.db.selectFrom('bookings').selectAll().execute();
      expect(bookings.map((row) => row.search_key)).toEqual(bookings.map((row) => searchKeyOf(toBooking(row))));
      expect(bookings.map((row) => row.class_time)).toEqual(bookings.map((row) => row.class_local.slice(11, 16)));
      const classes = await store.db.selectFrom('fitness_classes').selectAll().execute();
      expect(classes.map((row) => row.identity)).toEqual(classes.map(classIdentity));
    });
  });

  it('keeps two classes that fold alike, each under its exact name', async () => {
    await opened(async ({ store }) => {
      const classes = await listClasses(store);
      expect(listAlikeClasses(classes).map((group) => group.map(({ name }) => name))).toEqual([
        ['STRASSE PILATES', 'Straße Pilates'],
      ]);
      for (const { id, name, location } of classes) expect(findExactClass(classes, name, location)?.id).toBe(id);
      expect(await queryBookings(store, { types: ['cycling'], locations: ['VELO'] })).toHaveLength(1);
      expect(await queryBookings(store, { search: 'strasse' })).toHaveLength(2);
    });
  });

  it('has its whole journal undone, and redone to what it was', async () => {
    await opened(async ({ store }) => {
      const context: BookingContext = {
        ...{ store, clock: fixedClock(NOW), homeZone: 'UTC', listeners: [] },
        newId: () => crypto.randomUUID(),
      };
      const entries = await listEntries(store, 100);
      const done = entries.filter(({ undoneAt }) => undoneAt === null).length;
      const contents = () => {
        const sqlite = new BetterSqlite3(file, { readonly: true });
        const { bookings, fitness_classes, pauses, reviews, feeds, reminder_overrides, ...rest } = rowsIn(sqlite, rows);
        sqlite.close();
        return withoutStamps({
          bookings,
          fitness_classes,
          pauses,
          reviews,
          feeds,
          reminder_overrides,
          identities: rest['intake_identities'],
        });
      };
      const before = contents();
      expect(await reverseSteps(context, 'undo', 100)).toHaveLength(done);
      expect(await queryBookings(store, {})).toEqual([]);
      expect(await listClasses(store)).toEqual([]);
      expect(await reverseSteps(context, 'redo', done)).toHaveLength(done);
      expect(contents()).toEqual(before);
      const [gone] = await reverseSteps(context, 'redo', 100);
      expect(gone).toMatchObject({ what: expect.stringContaining('Gone') });
    });
    expect(existsSync(`${file}.bak-0009-mailboxes`)).toBe(true);
  });
});

/** What no reversal restores: see src/journal/step.ts. And no row has its old place. */
function withoutStamps(tables: Readonly<Record<string, readonly unknown[] | undefined>>): unknown {
  return Object.fromEntries(
    Object.entries(tables).map(([name, all = []]) => [
      name,
      all
        .map((row) => JSON.stringify({ ...(row as object), updated_at: null, created_at: null, sequence: null }))
        .sort(),
    ]),
  );
}
