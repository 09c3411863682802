import BetterSqlite3 from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../../src/db/open.ts';
import { ConnectionPool } from '../../src/db/postgres/connection-pool.ts';
import { SERVER_PLUGINS, ServerDialect } from '../../src/db/postgres/dialect.ts';
import { serverOptions } from '../../src/db/postgres/server-options.ts';
import type { Schema } from '../../src/db/schema.ts';
import { isServerAddress } from '../../src/db/server-address.ts';
import { SqliteFileDialect } from '../../src/db/sqlite/dialect.ts';
import { type Store, storeOf } from '../../src/db/store.ts';
import { type DatabasePlace, makeDatabasePlace } from '../support/database-place.ts';
import { isSqlite } from '../support/engine.ts';
import { userRow } from '../support/user-row.ts';
import { type Person, personOf } from './person.ts';
import { type Handles, makeRecord } from './record.ts';

const SEEDED = new Date('2026-11-20T12:00:00.000Z');
/** Half past five in New York. */
export const NOW = new Date('2026-11-25T22:30:00.000Z');
/** Ids of both begin alike, and those of the other person come first. */
const FIRST_IDS = { local: 0xa000_8000_0000, other: 0xa000_0000_0000 } as const;
export type UserId = keyof typeof FIRST_IDS;

/** The outcome of a use case, and the rows before and after it, as text. */
export interface Outcome {
  readonly said: string;
  readonly rows: { readonly before: string; readonly after: string };
  readonly othersRows: { readonly before: string; readonly after: string };
  /** The statements that did not keep to the rows of the person. */
  readonly stray: readonly string[];
}

/** A database in which somebody lives. */
export class World {
  readonly #close: () => Promise<void>;
  readonly #dbOf: (user: UserId) => Kysely<Schema>;
  readonly handles = new Map<UserId, Handles>();
  readonly #stray = new Set<string>();
  #watched: UserId | null = null;

  private constructor(path: string) {
    const log = ({ query }: { query: { sql: string; parameters: readonly unknown[] } }) => this.#look(query);
    if (!isServerAddress(path)) {
      const db = new Kysely<Schema>({ dialect: new SqliteFileDialect(new BetterSqlite3(path)), log });
      this.#dbOf = () => db;
      this.#close = () => db.destroy();
    } else {
      const pool = new ConnectionPool(serverOptions(path, {}), async () => null);
      const plugins = [...SERVER_PLUGINS];
      this.#dbOf = (user) => new Kysely<Schema>({ dialect: new ServerDialect(pool, user), plugins, log });
      this.#close = () => pool.close();
    }
  }

  static async of(path: string, ...people: readonly UserId[]): Promise<World> {
    await (await openDatabase({ path, createFolder: false, now: SEEDED })).close();
    const world = new World(path);
    for (const id of people) {
      const row = userRow(id, SEEDED.toISOString());
      await world
        .#dbOf(id)
        .insertInto('users')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const store = storeOf(world.#dbOf(id), id);
      const later = personOf(store, NOW, FIRST_IDS[id] + 0x1000_0000);
      const word = id === 'local' ? 'Own' : 'Geheim';
      world.handles.set(id, await makeRecord(personOf(store, SEEDED, FIRST_IDS[id]), later, word));
    }
    return world;
  }

  /** Runs a use case as a person, and takes back what it did. */
  async try(as: UserId, work: (person: Person) => Promise<unknown>): Promise<Outcome> {
    const takeBack = new Error('taken back');
    let outcome: Outcome | undefined;
    try {
      await storeOf(this.#dbOf(as), as).transaction(async (store) => {
        const before = await rowsOf(store);
        if (!isSqlite) await sql`savepoint before_work`.execute(store.db);
        this.#stray.clear();
        this.#watched = as;
        const said = await work(personOf(store, NOW, FIRST_IDS[as] + 0x2000_0000)).then(toText, toText);
        this.#watched = null;
        await goOn(store);
        const after = await rowsOf(store);
        outcome = {
          said: await said,
          rows: { before: before.own, after: after.own },
          othersRows: { before: before.others, after: after.others },
          stray: [...this.#stray],
        };
        throw takeBack;
      });
    } catch (error) {
      if (error !== takeBack) throw error;
    } finally {
      this.#watched = null;
    }
    return outcome as Outcome;
  }

  close(): Promise<void> {
    return this.#close();
  }

  #look({ sql: text, parameters }: { sql: string; parameters: readonly unknown[] }): void {
    if (this.#watched === null || !/\b(?:from|into|update) "/.test(text) || text.includes('"server_facts"')) return;
    const other = this.#watched === 'local' ? 'other' : 'local';
    const owner = text.includes('"users"') ? '"id"' : '"user_id"';
    const isOwn = text.includes(owner) && parameters.includes(this.#watched) && !parameters.includes(other);
    if (!isOwn) this.#stray.add(text);
  }
}

/** Two databases: in one of them the local user is alone, in the other lives another person too. */
export function useWorlds(): { readonly alone: () => World; readonly shared: () => World } {
  const places: DatabasePlace[] = [];
  const worlds: World[] = [];
  const make = async (...people: readonly UserId[]) => {
    const place = await makeDatabasePlace();
    places.push(place);
    worlds.push(await World.of(place.path, ...people));
  };
  beforeAll(async () => {
    await make('local');
    await make('local', 'other');
  });
  afterAll(async () => {
    for (const world of worlds) await world.close();
    for (const place of places) await place.remove();
  });
  const at = (index: number) => worlds[index] as World;
  return { alone: () => at(0), shared: () => at(1) };
}

/** On a server, a transaction in which a statement failed does nothing more; the program would end it. */
async function goOn({ db }: Store): Promise<void> {
  if (isSqlite) return;
  try {
    await sql`select 1`.execute(db);
  } catch {
    await sql`rollback to savepoint before_work`.execute(db);
  }
}

/** All rows of all tables, by whose they are. */
async function rowsOf({ db, userId }: Store): Promise<{ readonly own: string; readonly others: string }> {
  const rowsOfUser = isSqlite ? rowsInFile : rowsAtServer;
  const others = await rowsOfUser(db, userId === 'local' ? 'other' : 'local');
  return { own: await rowsOfUser(db, userId), others };
}

async function rowsInFile(db: Kysely<Schema>, user: string): Promise<string> {
  const { rows: named } = await sql<{ name: string }>`select m.name from sqlite_schema m, pragma_table_info(m.name) c
    where m.type = 'table' and c.name = 'user_id' order by m.name`.execute(db);
  const all: string[] = [];
  for (const { name } of named) {
    const { rows } = await sql`select * from ${sql.table(name)} where user_id = ${user}`.execute(db);
    all.push(name, ...rows.map((row) => JSON.stringify(row)).sort());
  }
  return all.join('\n');
}

/** In one statement: each is a way to the server and back, and there are many tables. */
async function rowsAtServer(db: Kysely<Schema>, user: string): Promise<string> {
  serverTables ??= await tablesAtServer(db);
  // A server shows nobody the rows of another.
  await sql`select set_config('numina.user_id', ${user}, false)`.execute(db);
  const each = serverTables.map(
    (name) =>
      sql`select ${sql.lit(name)} as name, to_jsonb(t)::text as row from ${sql.table(name)} t where user_id = ${user}`,
  );
  const { rows } = await sql<{ name: string; row: string }>`${sql.join(each, sql` union all `)}`.execute(db);
  return rows
    .map(({ name, row }) => `${name} ${row}`)
    .sort()
    .join('\n');
}

let serverTables: readonly string[] | undefined;

async function tablesAtServer(db: Kysely<Schema>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'user_id' and table_name <> 'revisions' order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

/** What a use case gave or threw, whole. */
async function toText(value: unknown): Promise<string> {
  if (value instanceof Error) return JSON.stringify({ threw: { ...value, cause: null, message: value.message } });
  if (typeof value === 'object' && value !== null && 'chunks' in value) {
    let text = '';
    for await (const chunk of value.chunks as AsyncIterable<string>) text += chunk;
    return text;
  }
  return (
    JSON.stringify(value, (_key, each: unknown) => {
      if (each instanceof Map) return [...each];
      return each instanceof Set ? [...each] : each;
    }) ?? 'nothing'
  );
}
