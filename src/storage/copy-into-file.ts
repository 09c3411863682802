import type { Session } from '../app.ts';
import type { AllRows } from '../db/copy/all-rows.ts';
import { copyRows, type OnRows } from '../db/copy/copy-rows.ts';
import type { TableDigest } from '../db/copy/table-digests.ts';
import { type Copy, writeCopy } from '../db/sqlite/copies.ts';

/**
 * Copies every row of a database of any engine into a new file of SQLite, which appears whole and checked or not at all.
 * `atEnd` may still refuse it. Throws RefusedError where the file is there already, and StorageError.
 */
export async function copyIntoFile(
  session: Session,
  source: AllRows,
  file: string,
  onRows: OnRows = () => undefined,
  atEnd: () => Promise<void> = async () => undefined,
): Promise<{ readonly copy: Copy; readonly tables: readonly TableDigest[] }> {
  let tables: readonly TableDigest[] = [];
  const copy = await writeCopy(file, async (draft) => {
    const machine = session.process.onDatabase(draft, {});
    try {
      const target = await machine.openDatabase(session.clock.now());
      tables = await target.withAllRows('write', (all) => copyRows(source, all, onRows));
    } finally {
      await machine.close();
    }
    await atEnd();
  });
  return { copy, tables };
}
