import type { Kysely, Transaction } from 'kysely';
import type { Booking, InstantText } from '../bookings/booking.ts';
import { toBooking } from '../bookings/booking-store.ts';
import { listClasses } from '../bookings/class-store.ts';
import { findRow } from '../db/row-change.ts';
import type { Schema } from '../db/schema.ts';
import type { Present } from './plan-reversal.ts';
import type { Step } from './step.ts';

type Connection = Kysely<Schema> | Transaction<Schema>;

/** One step as a person sees it. */
export interface JournalEntry {
  readonly id: string;
  readonly at: InstantText;
  /** In words: `booked 12 × Spin 45, Tue 07:00`. */
  readonly what: string;
  /** When it was taken back; null while it stands. */
  readonly undoneAt: InstantText | null;
}

/** Which way a step is reversed: `undo` takes back the last that stands, `redo` brings again the first that does not. */
export type Direction = 'undo' | 'redo';

/**
 * Months of a busy person's commands. Nobody takes back more than a few, and what is removed for good should not stay
 * in the file for ever.
 */
const KEPT_ENTRIES = 1000;
/** Values in one IN list: SQLite allows 32,766 parameters. */
const IDS_PER_QUERY = 1000;

/** Adds a step behind the last that stands; those that were undone, and very old ones, are forgotten. */
export async function appendEntry(
  trx: Transaction<Schema>,
  userId: string,
  { id, at, what, step }: Omit<JournalEntry, 'undoneAt'> & { readonly step: Step },
): Promise<void> {
  const last = await trx
    .selectFrom('journal_entries')
    .select('position')
    .where('user_id', '=', userId)
    .where('undone_at', 'is', null)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const position = (last?.position ?? 0) + 1;
  await trx
    .deleteFrom('journal_entries')
    .where('user_id', '=', userId)
    .where((eb) => eb.or([eb('position', '>=', position), eb('position', '<=', position - KEPT_ENTRIES)]))
    .execute();
  await trx
    .insertInto('journal_entries')
    .values({ id, user_id: userId, position, at, what, undone_at: null, changes: JSON.stringify(step) })
    .execute();
}

/** The next step to reverse, with what it did; null where there is none. */
export async function findReversible(
  trx: Transaction<Schema>,
  userId: string,
  direction: Direction,
): Promise<(JournalEntry & { readonly step: Step }) | null> {
  const row = await trx
    .selectFrom('journal_entries')
    .select(['id', 'at', 'what', 'undone_at', 'changes'])
    .where('user_id', '=', userId)
    .where('undone_at', direction === 'undo' ? 'is' : 'is not', null)
    .orderBy('position', direction === 'undo' ? 'desc' : 'asc')
    .limit(1)
    .executeTakeFirst();
  return row ? { ...toEntry(row), step: JSON.parse(row.changes) as Step } : null;
}

/** Notes that a step was undone, or done again, and what it takes to reverse that. */
export async function updateEntry(
  trx: Transaction<Schema>,
  { id, undoneAt }: Pick<JournalEntry, 'id' | 'undoneAt'>,
  step: Step,
): Promise<void> {
  await trx
    .updateTable('journal_entries')
    .set({ undone_at: undoneAt, changes: JSON.stringify(step) })
    .where('id', '=', id)
    .execute();
}

/** The last steps, the latest first. */
export async function listEntries(db: Connection, userId: string, limit: number): Promise<JournalEntry[]> {
  const rows = await db
    .selectFrom('journal_entries')
    .select(['id', 'at', 'what', 'undone_at'])
    .where('user_id', '=', userId)
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toEntry);
}

function toEntry(row: { id: string; at: string; what: string; undone_at: string | null }): JournalEntry {
  return { id: row.id, at: row.at, what: row.what, undoneAt: row.undone_at };
}

/** What a step touched, as it is now. */
export async function readPresent(trx: Transaction<Schema>, userId: string, step: Step): Promise<Present> {
  const bookings = await findBookings(
    trx,
    step.bookings.map(({ id }) => id),
  );
  const classes = step.classes.length === 0 ? [] : await listClasses(trx, userId);
  const bookingsOf = new Map<string, readonly string[]>();
  for (const { id, kind } of step.classes) {
    if (kind === 'created') bookingsOf.set(id, await findBookingIdsOf(trx, id));
  }
  const rows = [];
  for (const row of step.rows) rows.push(await findRow(trx, row));
  return {
    bookings: new Map(bookings.map((booking) => [booking.id, booking])),
    classes: new Map(classes.map((each) => [each.id, each])),
    rows,
    bookingsOf,
  };
}

async function findBookings(trx: Transaction<Schema>, ids: readonly string[]): Promise<Booking[]> {
  const found: Booking[] = [];
  for (let first = 0; first < ids.length; first += IDS_PER_QUERY) {
    const rows = await trx
      .selectFrom('bookings')
      .selectAll()
      .where('id', 'in', ids.slice(first, first + IDS_PER_QUERY))
      .execute();
    for (const row of rows) found.push(toBooking(row));
  }
  return found;
}

async function findBookingIdsOf(trx: Transaction<Schema>, classId: string): Promise<string[]> {
  const rows = await trx.selectFrom('bookings').select('id').where('class_id', '=', classId).execute();
  return rows.map(({ id }) => id);
}
