import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { useBookingDatabase } from '../support/booking-database.ts';
import { isSqlite } from '../support/engine.ts';

interface Column {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'other';
  readonly isNullable: boolean;
  /** The database fills it in where an insert leaves it out. */
  readonly hasDefault: boolean;
}

const SOURCE = ['schema.ts', 'schema-intake.ts', 'schema-leases.ts', 'schema-access.ts']
  .map((name) => readFileSync(join(import.meta.dirname, '../../src/db', name), 'utf8'))
  .join('\n');

/** The tables as src/db/schema*.ts declare them. */
function declaredTables(): Record<string, Column[]> {
  const interfaces = new Map(
    [...SOURCE.matchAll(/export interface (\w+)(?: extends \w+)? \{\n(.*?)\n\}/gs)].map(([, name = '', body = '']) => [
      name,
      body,
    ]),
  );
  const tables: Record<string, Column[]> = {};
  const all = membersOf(`${interfaces.get('Schema') ?? ''}\n${interfaces.get('AccessSchema') ?? ''}`);
  for (const [name, type] of all) {
    tables[name] = membersOf(interfaces.get(type) ?? '').map(([column, columnType]) => declared(column, columnType));
  }
  return tables;
}

function membersOf(body: string): [name: string, type: string][] {
  return [...body.matchAll(/^ {2}(\w+): (.*);$/gm)].map(([, name = '', type = '']) => [name, type]);
}

function declared(name: string, type: string): Column {
  const plain = type.replace(/^Generated<(.*)>$/, '$1').replace(' | null', '');
  return {
    name,
    type: /^(?:number|Flag)$/.test(plain)
      ? 'integer'
      : /^(?:string|\w+Status|\w+State)$/.test(plain)
        ? 'text'
        : 'other',
    isNullable: type.includes('| null'),
    hasDefault: type.startsWith('Generated<'),
  };
}

/** The tables as the migrations leave them. */
function migratedTables(file: string): Record<string, Column[]> {
  const sqlite = new BetterSqlite3(file, { readonly: true });
  const names = sqlite
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .pluck()
    .all() as string[];
  const tables: Record<string, Column[]> = {};
  for (const table of names.filter((name) => !name.startsWith('kysely_'))) {
    const rows = sqlite.pragma(`table_xinfo(${table})`) as {
      name: string;
      type: string;
      notnull: number;
      dflt_value: string | null;
    }[];
    tables[table] = rows.map(({ name, type, notnull, dflt_value }) => {
      const affinity = type.toLowerCase();
      return {
        name,
        type: affinity === 'text' || affinity === 'integer' ? affinity : 'other',
        isNullable: notnull === 0,
        hasDefault: dflt_value !== null,
      };
    });
  }
  sqlite.close();
  return tables;
}

describe('src/db/schema.ts', () => {
  const db = useBookingDatabase();

  it.skipIf(!isSqlite)('declares the tables and columns that the migrations make (needs SQLite: a file)', () => {
    const withoutDefaults = (tables: Record<string, Column[]>) =>
      Object.entries(tables)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, columns]) => [name, columns.map(({ hasDefault: _, ...rest }) => rest)]);
    expect(withoutDefaults(declaredTables())).toEqual(withoutDefaults(migratedTables(db.database.path)));
  });

  it.skipIf(!isSqlite)('lets an insert leave out only what the database fills in (needs SQLite: a file)', () => {
    const migrated = migratedTables(db.database.path);
    for (const [table, columns] of Object.entries(declaredTables())) {
      const filled = migrated[table]?.filter(({ hasDefault }) => hasDefault).map(({ name }) => name);
      const leftOut = columns.filter(({ hasDefault }) => hasDefault).map(({ name }) => name);
      expect(filled).toEqual(expect.arrayContaining(leftOut));
    }
  });

  it('is read as it is meant by this test', () => {
    const { bookings = [] } = declaredTables();
    expect(bookings.length).toBeGreaterThan(30);
    expect(bookings).toContainEqual({
      name: 'cancel_by',
      type: 'text',
      isNullable: true,
      hasDefault: false,
    });
  });
});
