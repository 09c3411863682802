import { type BookingContext, daysOf } from '../../bookings/booking-context.ts';
import { checkFilter, type SaidFilter } from '../../bookings/said-filter.ts';
import { saidText } from '../../bookings/said-values.ts';
import { foldTitle } from '../../bookings/text-fields.ts';
import { type BaseUrl, readBaseUrl } from '../../db/base-url.ts';
import type { Database } from '../../db/engine.ts';
import { inField, NotFoundError, RefusedError, UsageError } from '../../errors.ts';
import { type AccessSecret, deriveSecret, parseSecret } from '../../secrets/access-secret.ts';
import { command, field, words } from '../../words.ts';
import { type SharedCalendar, saidFilterOf, wholeFilter } from './share.ts';
import {
  deleteShare,
  findShareByHash,
  findShareByName,
  insertShare,
  listShareRows,
  type ShareRow,
} from './share-store.ts';

/** The key of which addresses are made, on this machine. */
export interface ShareKey {
  /** Null where there is none yet. Throws FailureError. */
  readonly read: () => Uint8Array | null;
  /** Makes it where it is missing. Throws FailureError. */
  readonly ensure: () => Uint8Array;
}

/** What is needed to share a calendar. */
export interface ShareContext extends BookingContext {
  readonly common: Database['common'];
  readonly key: ShareKey;
}

/** What is said of a new shared calendar, not checked yet. */
export interface SaidShare {
  readonly name: string;
  readonly filter?: SaidFilter | undefined;
}

const MOST_CHARACTERS = 100;
const LISTS = words`${command('share list')} shows them.`;

/**
 * Shares the bookings that match a filter: whoever has the address reads them, and nothing else. Days in words keep
 * their words, so that `from today` moves along. Throws UsageError, and RefusedError where the name is taken.
 */
export async function addShare(
  context: ShareContext,
  said: SaidShare,
): Promise<SharedCalendar & { readonly url: string }> {
  const { store, clock, newId, key } = context;
  const name = inField('name', () => checkName(said.name));
  const filter = said.filter ?? {};
  await checkFilter(filter, daysOf(context));
  const id = newId();
  const secret = secretOf(store.userId, key.ensure(), id);
  const row = { id, name, filter: wholeFilter(filter), hash: secret.hash };
  if (!(await insertShare(store, row, clock.now().toISOString()))) {
    throw new RefusedError('share_exists', `There is a shared calendar “${name}” already.`, LISTS);
  }
  return { name, filter: row.filter, url: addressOf(await readBaseUrl(context), secret) };
}

/** Every shared calendar of the account, by name. */
export async function listShares(context: ShareContext): Promise<readonly SharedCalendar[]> {
  const rows = await listShareRows(context.store);
  return rows.length === 0 ? [] : rows.map(await toShared(context));
}

/** Ends a shared calendar: its address leads nowhere from then on. Throws NotFoundError. */
export async function removeShare(context: ShareContext, said: string): Promise<SharedCalendar> {
  const name = saidText(said, field('name'));
  const toShare = await toShared(context);
  return context.store.transaction(async (store) => {
    const row = await findShareByName(store, name);
    if (!row) {
      throw new NotFoundError('no_such_share', `There is no shared calendar “${name.toWellFormed()}”.`, LISTS);
    }
    await deleteShare(store, row.id);
    return toShare(row);
  });
}

/** The calendar to which a secret leads, and whose it is; null where there is none. */
export async function findShare(
  { storeFor }: Pick<Database, 'storeFor'>,
  text: string,
): Promise<{ readonly userId: string; readonly id: string; readonly filter: SaidFilter } | null> {
  const secret = parseSecret(text);
  const row = secret && (await findShareByHash(storeFor(secret.userId), secret.hash));
  return secret && row ? { userId: secret.userId, id: row.id, filter: saidFilterOf(row.filter) } : null;
}

function checkName(said: unknown): string {
  const name = foldTitle(saidText(said, field('name')));
  if (name !== '' && [...name].length <= MOST_CHARACTERS) return name;
  const fact = name === '' ? 'A shared calendar needs a name.' : 'The name has more than 100 characters.';
  throw new UsageError('bad_share_name', fact, 'Give 1 to 100 characters, such as family.');
}

/** Gives the public form of rows. The address is made again, and shown where it is the one that is in force. */
async function toShared(context: ShareContext): Promise<(row: ShareRow) => SharedCalendar> {
  const key = context.key.read();
  const base = await readBaseUrl(context);
  return ({ id, name, filter, hash }) => {
    const secret = key && secretOf(context.store.userId, key, id);
    return { name, filter, url: secret?.hash === hash ? addressOf(base, secret) : null };
  };
}

function secretOf(userId: string, key: Uint8Array, id: string): AccessSecret {
  return deriveSecret(userId, key, `shared calendar ${id}`);
}

function addressOf({ url }: BaseUrl, { text }: AccessSecret): string {
  return `${url}/calendars/${text}.ics`;
}
