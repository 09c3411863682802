import type { Selectable } from 'kysely';
import type { InstantText } from '../bookings/booking.ts';
import { findBookingsById } from '../bookings/booking-store.ts';
import { listClasses } from '../bookings/class-store.ts';
import { findRow } from '../db/row-change.ts';
import type { JournalEntriesTable } from '../db/schema.ts';
import type { Store } from '../db/store.ts';
import type { Present } from './plan-reversal.ts';
import type { Step } from './step.ts';

/** One step as a person sees it. */
export interface JournalEntry {
  readonly id: string;
  readonly at: InstantText;
  /** In words: `booked 12 × Spin 45, Tue 07:00`. */
  readonly what: string;
  /** When it was taken back; null while it stands. */
  readonly undoneAt: InstantText | null;
  /** The feed whose sync it was. */
  readonly feed: string | null;
  /** Nobody asked for it: it is taken back by the name of its feed only. */
  readonly isAutomatic: boolean;
}

/** How a step is reversed: `undo` the last that stands, `redo` the one that was undone last. */
export type Direction = 'undo' | 'redo';

/** Steps of one feed, whoever ran it; null for the person's own. */
export type StepsOf = string | null;

/**
 * A busy person's commands of some months. Nobody undoes more than a few, and deleted data should not stay in the file
 * for ever.
 */
const KEPT_ENTRIES = 1000;

/**
 * Adds a step behind all others; very old ones are forgotten, and those that were undone once the person does
 * something new.
 */
export async function appendEntry(
  store: Store,
  { id, at, what, feed, isAutomatic, step }: Omit<JournalEntry, 'undoneAt'> & { readonly step: Step },
): Promise<void> {
  const ofUser = store.db.selectFrom('journal_entries').where('user_id', '=', store.userId);
  if (!isAutomatic) {
    await store.db
      .deleteFrom('journal_entries')
      .where('user_id', '=', store.userId)
      .where('undone_at', 'is not', null)
      .execute();
  }
  const last = await ofUser.select('position').orderBy('position', 'desc').limit(1).executeTakeFirst();
  const position = (last?.position ?? 0) + 1;
  await store.db
    .deleteFrom('journal_entries')
    .where('user_id', '=', store.userId)
    .where('position', '<=', position - KEPT_ENTRIES)
    .execute();
  await store.db
    .insertInto('journal_entries')
    .values({
      ...{ id, user_id: store.userId, position, at, what, undone_at: null, changes: JSON.stringify(step) },
      ...{ feed, is_automatic: isAutomatic ? 1 : 0 },
    })
    .execute();
}

/** The next step to reverse, with what it did; null where there is none. */
export async function findReversible(
  store: Store,
  direction: Direction,
  of: StepsOf,
): Promise<(JournalEntry & { readonly step: Step }) | null> {
  const steps = store.db
    .selectFrom('journal_entries')
    .select([...COLUMNS, 'changes'])
    .where('user_id', '=', store.userId);
  const ordered =
    direction === 'redo'
      ? // Steps undone by one command have one time, the last of them the lowest position.
        steps.where('undone_at', 'is not', null).orderBy('undone_at', 'desc').orderBy('position')
      : steps
          .where('undone_at', 'is', null)
          .where((eb) => (of === null ? eb('is_automatic', '=', 0) : eb('feed', '=', of)))
          .orderBy('position', 'desc');
  const row = await ordered.limit(1).executeTakeFirst();
  return row ? { ...toEntry(row), step: JSON.parse(row.changes) as Step } : null;
}

/** The bookings that standing steps after this one have touched. */
export async function findTouchedAfter(store: Store, id: string): Promise<Set<string>> {
  const rows = await store.db
    .selectFrom('journal_entries')
    .select('changes')
    .where('user_id', '=', store.userId)
    .where('undone_at', 'is', null)
    .where('position', '>', (eb) => eb.selectFrom('journal_entries').select('position').where('id', '=', id))
    .execute();
  const steps = rows.map(({ changes }) => JSON.parse(changes) as Step);
  return new Set(steps.flatMap(({ bookings }) => bookings.map((delta) => delta.id)));
}

/** Notes that a step was undone, or done again, and what it takes to reverse that. */
export async function updateEntry(
  store: Store,
  { id, undoneAt }: Pick<JournalEntry, 'id' | 'undoneAt'>,
  step: Step,
): Promise<void> {
  await store.db
    .updateTable('journal_entries')
    .set({ undone_at: undoneAt, changes: JSON.stringify(step) })
    .where('id', '=', id)
    .execute();
}

/** The last steps, the latest first; with `of` those of one feed, else all. */
export async function listEntries(store: Store, limit: number, of: StepsOf = null): Promise<JournalEntry[]> {
  const rows = await store.db
    .selectFrom('journal_entries')
    .select(COLUMNS)
    .where('user_id', '=', store.userId)
    .$if(of !== null, (query) => query.where('feed', '=', of))
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toEntry);
}

const COLUMNS = ['id', 'at', 'what', 'undone_at', 'feed', 'is_automatic'] as const;

function toEntry(row: Pick<Selectable<JournalEntriesTable>, (typeof COLUMNS)[number]>): JournalEntry {
  const { id, at, what, feed } = row;
  return { id, at, what, undoneAt: row.undone_at, feed, isAutomatic: row.is_automatic === 1 };
}

/** What a step touched, as it is now. */
export async function readPresent(store: Store, step: Step): Promise<Present> {
  const bookings = await findBookingsById(
    store,
    step.bookings.map(({ id }) => id),
  );
  const classes = step.classes.length === 0 ? [] : await listClasses(store);
  const bookingsOf = new Map<string, readonly string[]>();
  for (const { id, kind } of step.classes) {
    if (kind === 'created') bookingsOf.set(id, await findBookingIdsOf(store, id));
  }
  const rows = [];
  for (const row of step.rows) rows.push(await findRow(store, row));
  return {
    bookings: new Map(bookings.map((booking) => [booking.id, booking])),
    classes: new Map(classes.map((each) => [each.id, each])),
    rows,
    bookingsOf,
  };
}

async function findBookingIdsOf(store: Store, classId: string): Promise<string[]> {
  const rows = await store.db.selectFrom('bookings').select('id').where('class_id', '=', classId).execute();
  return rows.map(({ id }) => id);
}
