import type { Selectable } from 'kysely';
import type { InstantText } from '../bookings/booking.ts';
import { findBookingsById } from '../bookings/booking-store.ts';
import { listClasses } from '../bookings/class-store.ts';
import { findRow } from '../db/row-change.ts';
import type { JournalEntriesTable } from '../db/schema.ts';
import type { Store } from '../db/store.ts';
import { joinSteps } from './join-steps.ts';
import type { Present } from './plan-reversal.ts';
import type { Step } from './step.ts';

/** One step, without its data for a reversal. */
export interface JournalEntry {
  readonly id: string;
  readonly at: InstantText;
  /** A description: `booked 12 × Spin 45, Tue 07:00`. */
  readonly what: string;
  /** When it was undone; null where it is not. */
  readonly undoneAt: InstantText | null;
  /** The feed whose sync made it; null for a step of the person. */
  readonly feed: string | null;
  /** The daemon made it by a sync: only an undo with the name of the feed takes it back. */
  readonly isAutomatic: boolean;
}

/** `undo` reverses the last step that is not undone, `redo` the step that was undone last. */
export type Direction = 'undo' | 'redo';

/** Which steps: those of a feed with this name, started by anybody; null for those that a person started. */
export type StepsOf = string | null;

/**
 * The number of steps to keep: some months of a busy person. Nobody undoes more than a few, and deleted data should not
 * stay in the file for ever.
 */
const KEPT_ENTRIES = 1000;

/**
 * Adds a step after all others. Deletes steps older than the last {@link KEPT_ENTRIES}. A new step of a person also
 * deletes the undone steps, so that they can no longer be redone.
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

/** Adds a further step to an entry. False where the entry is not the last one, or was undone. */
export async function extendLastEntry(store: Store, id: string, what: string, step: Step): Promise<boolean> {
  const last = await store.db
    .selectFrom('journal_entries')
    .select(['id', 'undone_at', 'changes'])
    .where('user_id', '=', store.userId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.id !== id || last.undone_at !== null) return false;
  const changes = JSON.stringify(joinSteps(JSON.parse(last.changes) as Step, step));
  await store.db
    .updateTable('journal_entries')
    .set({ what, changes })
    .where('user_id', '=', store.userId)
    .where('id', '=', id)
    .execute();
  return true;
}

/** The next step to reverse, with its data; null where there is none. */
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
      ? // Steps undone by one command share one instant; the one undone last has the lowest position.
        steps.where('undone_at', 'is not', null).orderBy('undone_at', 'desc').orderBy('position')
      : steps
          .where('undone_at', 'is', null)
          .where((eb) => (of === null ? eb('is_automatic', '=', 0) : eb('feed', '=', of)))
          .orderBy('position', 'desc');
  const row = await ordered.limit(1).executeTakeFirst();
  return row ? { ...toEntry(row), step: JSON.parse(row.changes) as Step } : null;
}

/** The ids of the bookings that later steps have changed, without undone steps. */
export async function findTouchedAfter(store: Store, id: string): Promise<Set<string>> {
  const rows = await store.db
    .selectFrom('journal_entries')
    .select('changes')
    .where('user_id', '=', store.userId)
    .where('undone_at', 'is', null)
    .where('position', '>', ({ selectFrom }) =>
      selectFrom('journal_entries').select('position').where('user_id', '=', store.userId).where('id', '=', id),
    )
    .execute();
  const steps = rows.map(({ changes }) => JSON.parse(changes) as Step);
  return new Set(steps.flatMap(({ bookings }) => bookings.map((delta) => delta.id)));
}

/** Stores that a step was undone or redone, and the data to reverse that. */
export async function updateEntry(
  store: Store,
  { id, undoneAt }: Pick<JournalEntry, 'id' | 'undoneAt'>,
  step: Step,
): Promise<void> {
  await store.db
    .updateTable('journal_entries')
    .set({ undone_at: undoneAt, changes: JSON.stringify(step) })
    .where('user_id', '=', store.userId)
    .where('id', '=', id)
    .execute();
}

/** The last steps, the latest first; with `of` only those of that feed. */
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

/** The present state of everything that a step changed. */
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
  const rows = await store.db
    .selectFrom('bookings')
    .select('id')
    .where('user_id', '=', store.userId)
    .where('class_id', '=', classId)
    .execute();
  return rows.map(({ id }) => id);
}
