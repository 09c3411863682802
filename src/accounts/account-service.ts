import type { Store } from '../db/store.ts';
import { inField, NotFoundError, RefusedError, UsageError } from '../errors.ts';
import { isMailbox } from '../text/mail-address.ts';
import type { Clock } from '../time/clock.ts';
import { isZone } from '../time/zones.ts';
import { command, field, words } from '../words.ts';
import type { Account } from './account.ts';
import { checkAccountName } from './account-name.ts';
import {
  deleteAllRows,
  findAccountById,
  findAccountRow,
  insertAccount,
  listAccountRows,
  updateAccountName,
} from './account-store.ts';
import { readStoredSettings, saveStoredSetting } from './own-settings-store.ts';

/** All accounts of a database, for whoever may open it. */
export interface AccountRegister {
  readonly storeFor: (userId: string) => Store;
  /** The store of any account: names are known to all. */
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: () => string;
  /** The zone in the config file, for an account whose settings are there. Null where none is set. */
  readonly zoneInFile: () => string | null;
}

/** An account as it is listed. `zone` is the home zone that is set; null where it is that of the system. */
export interface ListedAccount extends Account {
  readonly zone: string | null;
}

/** What may be said of a new account. */
export interface SaidAccount {
  readonly name: string;
  readonly email?: string | undefined;
  readonly zone?: string | undefined;
}

const LISTS = words`${command('account list')} shows them.`;

/** The account of a name in any case. Throws NotFoundError, and UsageError for an empty name. */
export async function findAccount({ db }: Pick<Store, 'db'>, name: string): Promise<Account> {
  if (name.trim() === '') {
    throw new UsageError('bad_account_name', words`${field('account')} names no account.`, LISTS);
  }
  const account = await findAccountRow(db, name);
  if (account) return account;
  throw new NotFoundError('no_such_account', `There is no account “${name.toWellFormed()}”.`, LISTS);
}

/** The account of an id; of the store's owner where none is given. Throws NotFoundError where it was removed. */
export async function findAccountOfId({ db, userId }: Store, id = userId): Promise<Account> {
  const account = await findAccountById(db, id);
  if (account) return account;
  throw new NotFoundError('no_such_account', 'The account was removed.', LISTS);
}

/** Every account, in the order in which they are listed: the first account, then the oldest. */
export async function listAccounts(register: AccountRegister): Promise<readonly ListedAccount[]> {
  const listed: ListedAccount[] = [];
  for (const account of await listAccountRows(register.store.db)) listed.push(await withZone(register, account));
  return listed;
}

/** Every account without what it has set. */
export function listPeople({ db }: Pick<Store, 'db'>): Promise<readonly Account[]> {
  return listAccountRows(db);
}

async function withZone({ storeFor, zoneInFile }: AccountRegister, account: Account): Promise<ListedAccount> {
  if (account.settingsIn === 'config') return { ...account, zone: zoneInFile() };
  const zone = (await readStoredSettings(storeFor(account.id))).get('zone');
  return { ...account, zone: typeof zone === 'string' ? zone : null };
}

/** Adds an account without any record. Throws UsageError, and RefusedError where the name is taken. */
export async function addAccount(register: AccountRegister, said: SaidAccount): Promise<ListedAccount> {
  const { clock, newId, storeFor } = register;
  const account: Account = {
    id: shortId(newId()),
    name: checkAccountName(said.name),
    email: said.email === undefined ? null : inField('email', () => checkEmail(said.email ?? '')),
    settingsIn: 'database',
    createdAt: clock.now().toISOString(),
  };
  const zone = said.zone === undefined ? null : inField('zone', () => checkZone(said.zone ?? ''));
  await storeFor(account.id).transaction(async (store) => {
    if (!(await insertAccount(store.db, account))) throw taken(account.name);
    if (zone !== null) await saveStoredSetting(store, 'zone', zone);
  });
  return { ...account, zone };
}

/** Gives an account another name. Throws NotFoundError, UsageError, and RefusedError where the new name is taken. */
export async function renameAccount(
  register: AccountRegister,
  { name, newName }: { readonly name: string; readonly newName: string },
): Promise<ListedAccount> {
  const wanted = checkAccountName(newName);
  const { id } = await findAccount(register.store, name);
  const renamed = await register.storeFor(id).transaction(async (store) => {
    const account = await findAccount(store, name);
    const holder = await findAccountRow(store.db, wanted);
    if (holder !== null && holder.id !== account.id) throw taken(wanted);
    await updateAccountName(store, wanted);
    return { ...account, name: wanted };
  });
  return withZone(register, renamed);
}

/**
 * Removes an account with every row of that person, all or nothing. Nothing brings it back but a backup. Throws
 * NotFoundError, and RefusedError for the last one.
 */
export async function removeAccount(register: AccountRegister, name: string): Promise<ListedAccount> {
  const account = await findAccount(register.store, name);
  const listed = await withZone(register, account);
  await register.storeFor(account.id).transaction(async (store) => {
    await findAccount(store, name);
    checkNotLast(await listAccountRows(store.db));
    await deleteAllRows(store);
  });
  return listed;
}

/** Checks a removal and changes nothing: gives the account. Throws as {@link removeAccount} does. */
export async function checkRemoval({ store }: AccountRegister, name: string): Promise<Account> {
  const account = await findAccount(store, name);
  checkNotLast(await listAccountRows(store.db));
  return account;
}

function checkNotLast(accounts: readonly Account[]): void {
  if (accounts.length > 1) return;
  throw new RefusedError(
    'last_account',
    'The last account cannot be removed.',
    words`${command('account rename')} gives it another name; ${command('account add')} adds another one first.`,
  );
}

function taken(name: string): RefusedError {
  return new RefusedError('account_exists', `There is an account “${name}” already.`, LISTS);
}

function checkEmail(text: string): string {
  if (isMailbox(text)) return text.trim();
  throw new UsageError(
    'bad_email',
    `“${text.toWellFormed()}” is not a mail address.`,
    'Give one, such as ana@example.com.',
  );
}

function checkZone(text: string): string {
  if (isZone(text)) return text;
  throw new UsageError(
    'unknown_zone',
    `There is no time zone “${text.toWellFormed()}”.`,
    'Use an IANA name such as Europe/Berlin.',
  );
}

/** Short, because every index begins with it: the random end of a UUID, 48 bits. */
function shortId(uuid: string): string {
  return uuid.slice(-12);
}
