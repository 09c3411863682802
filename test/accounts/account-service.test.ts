import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { accountKey, checkAccountName } from '../../src/accounts/account-name.ts';
import {
  type AccountRegister,
  addAccount,
  checkRemoval,
  findAccount,
  listAccounts,
  removeAccount,
  renameAccount,
} from '../../src/accounts/account-service.ts';
import { readOwnSettings } from '../../src/accounts/own-settings-service.ts';
import type { Database } from '../../src/db/engine.ts';
import { openDatabase } from '../../src/db/open.ts';
import { USER_TABLES } from '../../src/db/user-tables.ts';
import { fixedClock } from '../../src/time/clock.ts';
import { personOf } from '../isolation/person.ts';
import { makeRecord } from '../isolation/record.ts';
import { type DatabasePlace, makeDatabasePlace } from '../support/database-place.ts';
import { isSqlite } from '../support/engine.ts';

let place: DatabasePlace;
const NOW = new Date('2026-11-25T22:30:00.000Z');
const SEEDED = new Date('2026-11-20T12:00:00.000Z');
let database: Database;
let register: AccountRegister;
beforeEach(async () => {
  place = await makeDatabasePlace();
  database = await openDatabase({ path: place.path, createFolder: false, now: SEEDED });
  const { store, storeFor } = database;
  register = {
    ...{ store, storeFor, clock: fixedClock(NOW) },
    newId: () => crypto.randomUUID(),
    zoneInFile: () => 'Europe/Berlin',
  };
});
afterEach(async () => {
  await database.close();
  await place.remove();
});

const names = async () => (await listAccounts(register)).map(({ name }) => name);

describe('the name of an account', () => {
  test.each(['a', 'x'.repeat(64), 'ana.b_c-d', '7', 'Jürgen', 'Мария', '小林', 'योगेश', '_x', '-x', 'x.'])(
    'may be %s',
    (name) => {
      expect(checkAccountName(name)).toBe(name.normalize('NFC'));
    },
  );

  test.each([
    '',
    ' ',
    'a b',
    'x'.repeat(65),
    '..',
    '-',
    '_',
    'a/b',
    'a@b',
    'a\n',
    'a\u0000',
    '\u202eben',
    '½',
    '\ud800',
    '😀',
  ])('may not be %j', (name) => {
    expect(() => checkAccountName(name)).toThrow(expect.objectContaining({ kind: 'usage', code: 'bad_account_name' }));
  });

  it('is kept as it is written, and told apart without case', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'B', 'ß', 'İ', 'ς', '1', '-') }), (text) => {
        for (const other of [text.toUpperCase(), text.toLowerCase(), text.normalize('NFD')]) {
          if (!/İ/.test(text)) expect(accountKey(other)).toBe(accountKey(text));
        }
      }),
    );
  });
});

describe('accounts', () => {
  it('begin with that of the record that is there', async () => {
    // Several machines share a server, so that no config file of one of them holds settings of a person.
    const settings = isSqlite
      ? { zone: 'Europe/Berlin', settingsIn: 'config' }
      : { zone: null, settingsIn: 'database' };
    expect(await listAccounts(register)).toMatchObject([{ id: 'local', name: 'local', email: null, ...settings }]);
  });

  it('are added with what is said of them', async () => {
    const ben = await addAccount(register, { name: 'Ben', email: ' Ben <ben@example.com> ', zone: 'Asia/Tokyo' });
    expect(ben).toMatchObject({ name: 'Ben', email: 'Ben <ben@example.com>', zone: 'Asia/Tokyo' });
    expect(ben).toMatchObject({ settingsIn: 'database', createdAt: NOW.toISOString() });
    expect((await listAccounts(register)).at(-1)).toEqual(ben);
    expect(await findAccount(register.store, 'bEN')).toMatchObject({ id: ben.id });
    expect(await addAccount(register, { name: 'cleo' })).toMatchObject({ email: null, zone: null });
  });

  it('are not added, in no part, where something of them is wrong or the name is taken', async () => {
    await addAccount(register, { name: 'Straße' });
    const before = await names();
    const wrong = [
      [{ name: 'a b' }, 'bad_account_name', null],
      [{ name: 'x', email: 'nobody' }, 'bad_email', 'email'],
      [{ name: 'x', zone: 'Mars' }, 'unknown_zone', 'zone'],
      [{ name: 'STRASSE', zone: 'Asia/Tokyo' }, 'account_exists', null],
      [{ name: 'LOCAL' }, 'account_exists', null],
    ] as const;
    for (const [said, code, field] of wrong) {
      await expect(addAccount(register, said)).rejects.toMatchObject({ code, field });
    }
    expect(await names()).toEqual(before);
    expect(await register.store.db.selectFrom('user_settings').selectAll().execute()).toEqual([]);
  });

  it('get other names, also in other capitals', async () => {
    await addAccount(register, { name: 'ben' });
    expect(await renameAccount(register, { name: 'BEN', newName: 'Ben' })).toMatchObject({ name: 'Ben' });
    expect(await renameAccount(register, { name: 'local', newName: 'ana' })).toMatchObject({
      id: 'local',
      name: 'ana',
    });
    expect(await names()).toEqual(['ana', 'Ben']);
    await expect(renameAccount(register, { name: 'ana', newName: 'BEN' })).rejects.toMatchObject({ kind: 'refused' });
    await expect(renameAccount(register, { name: 'ana', newName: '' })).rejects.toMatchObject({ kind: 'usage' });
    await expect(renameAccount(register, { name: 'local', newName: 'x' })).rejects.toMatchObject({ kind: 'not_found' });
    expect(await names()).toEqual(['ana', 'Ben']);
  });
});

/** Every row of every table, by whose it is. */
async function rowsOf(userId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of USER_TABLES) {
    const { count } = await register
      .storeFor(userId)
      .db.selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('user_id', '=', userId)
      .executeTakeFirstOrThrow();
    if (count > 0) counts[table] = count;
  }
  return counts;
}

describe('an account that is removed', () => {
  it('takes every row of its person along, and none of another', async () => {
    const { id } = await addAccount(register, { name: 'ben' });
    const seed = async (userId: string, first: number) => {
      const store = register.storeFor(userId);
      await makeRecord(personOf(store, SEEDED, first), personOf(store, NOW, first + 0x1000_0000), userId);
    };
    await seed('local', 0xa000_8000_0000);
    await seed(id, 0xa000_0000_0000);
    const others = await rowsOf('local');
    expect(Object.keys(await rowsOf(id)).length).toBeGreaterThan(15);
    expect(await removeAccount(register, 'Ben')).toMatchObject({ id, name: 'ben' });
    expect(await rowsOf(id)).toEqual({});
    expect(await rowsOf('local')).toEqual(others);
    expect(await names()).toEqual(['local']);
    if (!isSqlite) return;
    const broken = await sql`pragma foreign_key_check`.execute(register.store.db);
    expect(broken.rows).toEqual([]);
  });

  it('is not the last one, and is there', async () => {
    for (const ask of [removeAccount, checkRemoval]) {
      await expect(ask(register, 'local')).rejects.toMatchObject({ kind: 'refused', code: 'last_account' });
      await expect(ask(register, 'ben')).rejects.toMatchObject({ kind: 'not_found', code: 'no_such_account' });
    }
  });

  it('may be the first one: the next is then the first', async () => {
    await addAccount(register, { name: 'ben' });
    await removeAccount(register, 'local');
    expect(await names()).toEqual(['ben']);
  });

  it('leaves nothing that a new one of its name would find', async () => {
    await addAccount(register, { name: 'ben', zone: 'Asia/Tokyo' });
    await removeAccount(register, 'ben');
    const { id, zone } = await addAccount(register, { name: 'ben' });
    expect(zone).toBeNull();
    expect(await readOwnSettings(register.storeFor(id))).toEqual(new Map());
  });
});

describe('the tables of a person', () => {
  it.skipIf(!isSqlite)(
    'are all that have an owner, each after those that it refers to (needs SQLite: its list of tables)',
    async () => {
      const { rows } = await sql<{ name: string; other: string | null }>`
      select m.name as name, f."table" as other from sqlite_schema m
      join pragma_table_info(m.name) c on c.name = 'user_id'
      left join pragma_foreign_key_list(m.name) f where m.type = 'table'`.execute(register.store.db);
      const tables: readonly string[] = USER_TABLES;
      expect([...new Set(rows.map(({ name }) => name))].sort()).toEqual([...tables].sort());
      for (const { name, other } of rows) {
        if (other !== null && other !== 'users')
          expect(tables.indexOf(other), `${other} before ${name}`).toBeLessThan(tables.indexOf(name));
      }
    },
  );

  it('are all that the schema declares', () => {
    const declared = ['schema', 'schema-access'].flatMap((file) => {
      const source = readFileSync(join(import.meta.dirname, `../../src/db/${file}.ts`), 'utf8');
      const [, body = ''] = /export interface (?:Access)?Schema (?:extends \w+ )?\{\n(.*?)\n\}/s.exec(source) ?? [];
      return [...body.matchAll(/^ {2}(\w+):/gm)].map(([, name = '']) => name);
    });
    // Duties belong to machines; limits and facts to the server.
    const ofNobody = ['users', 'leases', 'rate_limits', 'server_facts'];
    expect(declared.filter((name) => !ofNobody.includes(name)).sort()).toEqual([...USER_TABLES].sort());
  });
});
