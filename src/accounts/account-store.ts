import type { Kysely } from 'kysely';
import type { AllRows } from '../db/copy/all-rows.ts';
import type { SettingsIn } from '../db/engine.ts';
import { localFirst } from '../db/local-user.ts';
import type { Schema } from '../db/schema.ts';
import { type Store, storeOf } from '../db/store.ts';
import { USER_TABLES } from '../db/user-tables.ts';
import type { Account } from './account.ts';
import { accountKey } from './account-name.ts';

const COLUMNS = ['id', 'name', 'email', 'settings_in', 'created_at'] as const;

interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly settings_in: string;
  readonly created_at: string;
}

function toAccount({ id, name, email, settings_in, created_at }: AccountRow): Account {
  return { id, name, email, settingsIn: settings_in as SettingsIn, createdAt: created_at };
}

/** The account of a name in any case; null where there is none. */
export async function findAccountRow(db: Kysely<Schema>, name: string): Promise<Account | null> {
  const row = await db.selectFrom('users').select(COLUMNS).where('name_key', '=', accountKey(name)).executeTakeFirst();
  return row ? toAccount(row) : null;
}

export async function findAccountById(db: Kysely<Schema>, id: string): Promise<Account | null> {
  const row = await db.selectFrom('users').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row ? toAccount(row) : null;
}

/** Every account: that of the local user, then the oldest. */
export async function listAccountRows(db: Kysely<Schema>): Promise<Account[]> {
  const rows = await db
    .selectFrom('users')
    .select(COLUMNS)
    .orderBy((eb) => localFirst(eb))
    .orderBy('created_at')
    .orderBy('name_key')
    .execute();
  return rows.map(toAccount);
}

/** The store of the first account, within the transaction that has all rows. */
export async function firstStoreIn(all: AllRows): Promise<Store> {
  const [first] = await listAccountRows(all.db);
  if (!first) throw new Error('There is no account.');
  await all.actFor(first.id);
  return storeOf(all.db, first.id);
}

/** Adds a row unless the name is taken; gives whether it did. */
export async function insertAccount(db: Kysely<Schema>, account: Account): Promise<boolean> {
  const { id, name, email, settingsIn, createdAt } = account;
  const row = { id, name, name_key: accountKey(name), email, settings_in: settingsIn, created_at: createdAt };
  const { numInsertedOrUpdatedRows: count } = await db
    .insertInto('users')
    .values(row)
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .executeTakeFirst();
  return count === 1n;
}

export async function updateAccountName({ db, userId }: Store, name: string): Promise<void> {
  await db
    .updateTable('users')
    .set({ name, name_key: accountKey(name) })
    .where('id', '=', userId)
    .execute();
}

export async function updateSettingsIn({ db, userId }: Store, settingsIn: SettingsIn): Promise<void> {
  await db.updateTable('users').set({ settings_in: settingsIn }).where('id', '=', userId).execute();
}

/** Deletes every row of the person, and the account. Needs a transaction. */
export async function deleteAllRows({ db, userId }: Store): Promise<void> {
  for (const table of [...USER_TABLES].reverse()) {
    await db.deleteFrom(table).where('user_id', '=', userId).execute();
  }
  await db.deleteFrom('users').where('id', '=', userId).execute();
}
