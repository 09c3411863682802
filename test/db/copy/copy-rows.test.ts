import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { copyRows, digestRows } from '../../../src/db/copy/copy-rows.ts';
import { readPages } from '../../../src/db/copy/read-pages.ts';
import { TABLES } from '../../../src/db/copy/tables.ts';
import type { Database } from '../../../src/db/engine.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { World } from '../../isolation/worlds.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const path = useTemporaryFolder();
const nothing = () => undefined;

const open = (name: string) => openDatabase({ path: path(name), createFolder: false, now: NOW });

/** Does `work` with an open database, and closes it. */
async function within<T>(name: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await open(name);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const copy = (from: string, to: string, onRows: (what: 'copied' | 'compared', rows: number) => void = nothing) =>
  within(from, (source) =>
    within(to, (target) =>
      source.withAllRows('watch', (all) => target.withAllRows('hold', (into) => copyRows(all, into, onRows))),
    ),
  );

const digest = (name: string) =>
  within(name, (database) => database.withAllRows('watch', (all) => digestRows(all, nothing)));

/** Every row of every table, as text. */
function rowsOf(name: string): Record<string, string[]> {
  const sqlite = new BetterSqlite3(path(name), { readonly: true });
  const rows = TABLES.map((table) => [
    table.name,
    (sqlite.prepare(`select * from ${table.name}`).all() as object[]).map((row) => JSON.stringify(row)).sort(),
  ]);
  sqlite.close();
  return Object.fromEntries(rows);
}

describe('a copy of the records of two people', () => {
  beforeEach(async () => {
    await (await World.of(path('source.db'), 'local', 'other')).close();
    const sqlite = new BetterSqlite3(path('source.db'));
    sqlite
      .exec(`insert into user_settings values ('other', 'clock', '"12"');
        insert into booking_reminders (user_id, id, updated_at) values ('local', 'r', '2026-11-20T12:00:00.000Z');
        insert into push_devices values ('d', 'local', 'https://push.example/1', '${'x'.repeat(43)}', 'p', 'a', 'phone',
          '2026-11-20T12:00:00.000Z');
        insert into intake_series (user_id, source, uid, cancellations) values ('other', 's', 'u', '[]')`)
      .close();
  });

  it('has every row of every table', async () => {
    const before = rowsOf('source.db');
    const tables = await copy('source.db', 'target.db');
    expect(tables.map(({ table, rows }) => [table, rows])).toEqual(
      Object.entries(before).map(([table, rows]) => [table, rows.length]),
    );
    expect(tables.filter(({ rows }) => rows === 0)).toEqual([]);
    expect(rowsOf('target.db')).toEqual(before);
    expect(rowsOf('source.db')).toEqual(before);
    expect(await digest('target.db')).toEqual(tables);
  });

  it('is refused where there is a record already, and changes nothing there', async () => {
    await (await World.of(path('target.db'), 'local')).close();
    const before = rowsOf('target.db');
    await expect(copy('source.db', 'target.db')).rejects.toMatchObject({ code: 'target_not_empty', kind: 'refused' });
    expect(rowsOf('target.db')).toEqual(before);
  });

  it('leaves nothing where it is ended', async () => {
    let pages = 0;
    const end = () => {
      pages += 1;
      if (pages === 12) throw new Error('ended');
    };
    await expect(copy('source.db', 'target.db', end)).rejects.toThrow('ended');
    const { users, ...others } = rowsOf('target.db');
    expect(users).toHaveLength(1);
    expect(Object.values(others).flat()).toEqual([]);
  });

  it('is refused where what arrived is not what was sent', async () => {
    await within('target.db', ({ store }) =>
      sql`create trigger spoil after insert on pauses begin
        update pauses set reason = 'another' where id = new.id; end`.execute(store.db),
    );
    await expect(copy('source.db', 'target.db')).rejects.toMatchObject({ code: 'copy_differs', kind: 'storage' });
    expect(rowsOf('target.db')['bookings']).toEqual([]);
  });
});

describe('the digest of a table', () => {
  const withPauses = async (name: string, ...pauses: readonly (readonly [id: string, reason: string | null])[]) => {
    await within(name, async ({ store }) => {
      for (const [id, reason] of pauses) {
        const days = { from_date: '2026-12-01', to_date: '2026-12-02', created_at: NOW.toISOString() };
        await store.db
          .insertInto('pauses')
          .values({ user_id: store.userId, id, reason, ...days })
          .execute();
      }
    });
    return (await digest(name)).find(({ table }) => table === 'pauses')?.digest;
  };

  it('is of the rows, in whatever order they came', async () => {
    const one = await withPauses('one.db', ['a', 'ill'], ['b', null]);
    expect(await withPauses('other.db', ['b', null], ['a', 'ill'])).toBe(one);
  });

  it('is another one for another value, row or order of keys', async () => {
    const digests = [
      await withPauses('1.db', ['a', 'ill'], ['b', null]),
      await withPauses('2.db', ['a', 'ill'], ['b', '']),
      await withPauses('3.db', ['a', 'ill']),
      await withPauses('4.db', ['b', 'ill'], ['a', null]),
      await withPauses('5.db', ['a', 'i\u0301ll'], ['b', null]),
      await withPauses('6.db', ['a', '\u00edll'], ['b', null]),
    ];
    expect(new Set(digests).size).toBe(6);
  });

  it('orders keys by code point, as UTF-8 does', async () => {
    // In UTF-16, the second would come first.
    const high = await withPauses('high.db', ['\uff5e', null], ['\u{1f938}', null]);
    expect(await withPauses('again.db', ['\u{1f938}', null], ['\uff5e', null])).toBe(high);
  });
});

describe('a page', () => {
  const journal = TABLES.filter(({ name }) => name === 'journal_entries');

  const pagesOf = (sizes: readonly number[]) =>
    within('journal.db', async (database) => {
      const { store } = database;
      for (const [index, size] of sizes.entries()) {
        const entry = { id: String(index).padStart(6, '0'), user_id: store.userId, at: NOW.toISOString() };
        const row = { ...entry, position: index + 1, what: 'x', changes: 'x'.repeat(size), is_automatic: 0 } as const;
        await store.db.insertInto('journal_entries').values(row).execute();
      }
      const pages: number[] = [];
      await database.withAllRows('watch', async (all) => {
        for (const table of journal) {
          for await (const page of readPages(all, table, store.userId)) pages.push(page.length);
        }
      });
      return pages;
    });

  it('has at most 500 rows', async () => {
    expect(await pagesOf(Array.from({ length: 1100 }, () => 10))).toEqual([500, 500, 100]);
  });

  it('ends where its texts grow long, and a very long one has a page of its own', async () => {
    const [kilo, mega] = [1000, 1_000_000];
    expect(await pagesOf([kilo, mega, mega, mega, mega, 5 * mega, kilo, kilo])).toEqual([4, 1, 1, 2]);
  });
});

describe('the tables of a copy', () => {
  it('are ordered by their primary keys, and stand after those they refer to', async () => {
    await (await open('empty.db')).close();
    const sqlite = new BetterSqlite3(path('empty.db'), { readonly: true });
    const seen = new Set<string>();
    for (const { name, owner, key } of TABLES) {
      const columns = sqlite.pragma(`table_info(${name})`) as { name: string; pk: number }[];
      const primary = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
      expect([name, ...primary.map((column) => column.name)]).toEqual([name, owner, ...key]);
      const references = sqlite.pragma(`foreign_key_list(${name})`) as { table: string }[];
      expect(references.map(({ table }) => table).filter((table) => !seen.has(table))).toEqual([]);
      seen.add(name);
    }
    sqlite.close();
  });
});
