import type { Store } from '../db/store.ts';

/** A row that was changed. An empty key: many rows of the table. */
export interface ChangedRow {
  readonly table: string;
  readonly key: string;
}

/** So many revisions are kept: more than a program misses while it is away for a moment. */
const KEPT = 1000;

/** Notes changed rows under the next revision. Needs a transaction: its writers follow each other. */
export async function insertChanges(store: Store, rows: readonly ChangedRow[]): Promise<void> {
  const { db, userId } = store;
  const revision = (await readRevision(store)) + 1;
  await db
    .insertInto('changes')
    .values(rows.map(({ table, key }) => ({ user_id: userId, revision, table_name: table, key })))
    .execute();
  // The newest stays, so that no revision is given twice.
  if (revision % 100 !== 0) return;
  await db
    .deleteFrom('changes')
    .where('user_id', '=', userId)
    .where('revision', '<=', revision - KEPT)
    .execute();
}

/** The newest revision of a record; 0 before its first change. */
export async function readRevision({ db, userId }: Store): Promise<number> {
  const row = await db
    .selectFrom('changes')
    .select('revision')
    .where('user_id', '=', userId)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.revision ?? 0;
}

/** The oldest revision that is kept; null before the first change. */
export async function oldestRevision({ db, userId }: Store): Promise<number | null> {
  const row = await db
    .selectFrom('changes')
    .select('revision')
    .where('user_id', '=', userId)
    .orderBy('revision')
    .limit(1)
    .executeTakeFirst();
  return row?.revision ?? null;
}

/** The rows that were changed after a revision, each once. */
export async function listChangesAfter({ db, userId }: Store, revision: number): Promise<readonly ChangedRow[]> {
  const rows = await db
    .selectFrom('changes')
    .select(['table_name', 'key'])
    .distinct()
    .where('user_id', '=', userId)
    .where('revision', '>', revision)
    .orderBy('table_name')
    .orderBy('key')
    .execute();
  return rows.map(({ table_name, key }) => ({ table: table_name, key }));
}
