import { RefusedError, StorageError } from '../../errors.ts';
import { isConstraintViolation } from '../constraint-violation.ts';
import type { AnyTables, Row } from '../row-change.ts';
import { runForEach } from '../run-for-each.ts';
import { storeOf } from '../store.ts';
import { USER_TABLES } from '../user-tables.ts';
import { type AllRows, listAccountIds } from './all-rows.ts';
import { readPages } from './read-pages.ts';
import { type TableDigest, TableDigests } from './table-digests.ts';
import { type CopiedTable, TABLES } from './tables.ts';

/** Told of rows as they are copied, and then as the copy is read again to compare it. It may throw to end the copy. */
export type OnRows = (what: 'copied' | 'compared', rows: number) => void;

/**
 * Copies every row of every account into a database without rows, then reads the copy and compares it. Gives what each
 * table holds. Throws RefusedError where the target has rows, StorageError where the copy differs; the caller then rolls
 * the transaction of the target back.
 */
export async function copyRows(source: AllRows, target: AllRows, onRows: OnRows): Promise<readonly TableDigest[]> {
  await requireEmpty(target);
  const digests = new TableDigests();
  for (const userId of await listAccountIds(source)) {
    await source.actFor(userId);
    await target.actFor(userId);
    for (const table of TABLES) {
      for await (const page of readPages(source, table, userId)) {
        digests.add(table.name, page);
        await insertRows(target, table, userId, page);
        onRows('copied', page.length);
        await breathe();
      }
    }
  }
  const copied = digests.result();
  const found = await digestRows(target, (rows) => onRows('compared', rows));
  for (const [index, { table, rows, digest }] of copied.entries()) {
    const there = found[index];
    if (there?.rows === rows && there.digest === digest) continue;
    throw new StorageError(
      'copy_differs',
      `The copy of ${table} is not what was copied: ${there?.rows} rows of ${rows}.`,
      'Nothing was kept of it. Report this, please.',
    );
  }
  return copied;
}

/** Reads all rows and gives what each table holds. */
export async function digestRows(all: AllRows, onRows: (rows: number) => void): Promise<readonly TableDigest[]> {
  const digests = new TableDigests();
  for (const userId of await listAccountIds(all)) {
    await all.actFor(userId);
    for (const table of TABLES) {
      for await (const page of readPages(all, table, userId)) {
        digests.add(table.name, page);
        onRows(page.length);
        await breathe();
      }
    }
  }
  return digests.result();
}

/** Removes every row of every account. */
export async function clearRows(all: AllRows): Promise<void> {
  for (const userId of await listAccountIds(all)) {
    await all.actFor(userId);
    for (const name of USER_TABLES.toReversed()) await all.db.deleteFrom(name).where('user_id', '=', userId).execute();
    await all.db.deleteFrom('users').where('id', '=', userId).execute();
  }
}

/** Whether a database holds nothing but accounts without rows, as one does that was only opened. */
export async function isEmpty(all: AllRows): Promise<boolean> {
  const ids = await listAccountIds(all);
  if (ids.length > 1) return false;
  for (const userId of ids) {
    await all.actFor(userId);
    for (const { name, owner } of TABLES.filter((table) => table.name !== 'users')) {
      const db = all.db as unknown as AnyTables;
      const row = await db.selectFrom(name).select(owner).where(owner, '=', userId).limit(1).executeTakeFirst();
      if (row) return false;
    }
  }
  return true;
}

/** Lets signals in: SQLite answers without a turn of the event loop. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function requireEmpty(target: AllRows): Promise<void> {
  if (!(await isEmpty(target))) {
    throw new RefusedError(
      'target_not_empty',
      'The database to copy into has a record already.',
      'Choose an empty one; nothing was changed.',
    );
  }
  // The account that opening a database makes.
  await clearRows(target);
}

async function insertRows(target: AllRows, { name }: CopiedTable, userId: string, rows: readonly Row[]): Promise<void> {
  const db = target.db as unknown as AnyTables;
  try {
    await runForEach(
      storeOf(target.db, userId),
      rows,
      (row) => db.insertInto(name).values(row),
      (row) => Object.values(row),
    );
  } catch (error) {
    if (!isConstraintViolation(error)) throw error;
    throw new StorageError(
      'broken_rows',
      `A row of ${name} breaks a rule of the database, so nothing was copied.`,
      'Nothing was changed.',
      error,
    );
  }
}
