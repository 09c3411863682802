import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../app.ts';
import { folderOf, nameOfMoment } from '../config/paths.ts';
import type { AllRows } from '../db/copy/all-rows.ts';
import { clearRows, copyRows, isEmpty } from '../db/copy/copy-rows.ts';
import { backUp, type Copy, checkCopy } from '../db/sqlite/copies.ts';
import { createFolder } from '../files/create-folder.ts';
import { makeTemporaryFolder } from '../files/temporary-folder.ts';
import { copyIntoFile } from './copy-into-file.ts';
import { refuseWhileServed } from './refuse-while-served.ts';

/**
 * Puts every row of a backup in the place of those in the database at a server, in one transaction. What was there is
 * kept in a file of the state folder; null where there was nothing. Throws NotFoundError, RefusedError while a daemon
 * serves the database, and StorageError.
 */
export async function restoreIntoServer(
  session: Session,
  file: string,
): Promise<Copy & { readonly kept: string | null }> {
  const { bytes, bookings } = checkCopy(file);
  const { env, openDatabase } = session.process;
  const target = await openDatabase(session.clock.now());
  await refuseWhileServed(target, env);
  let kept: string | null = null;
  await withCopyOf(session, file, (source) =>
    target.withAllRows('write', async (all) => {
      if (!(await isEmpty(all))) {
        kept = await keep(session, all);
        await clearRows(all);
      }
      await copyRows(source, all, () => undefined);
      await session.keepSettingsInDatabase(all);
      await refuseWhileServed(target, env);
    }),
  );
  return { file: target.path, bytes, bookings, kept };
}

/** Keeps all rows in a file beside the backups. Gives its path. */
async function keep(session: Session, all: AllRows): Promise<string> {
  const folder = folderOf('state', session.process.env);
  createFolder(folder);
  const file = join(folder, `numina-${nameOfMoment(session.nowLocal)}.db`);
  await copyIntoFile(session, all, file);
  return file;
}

/** Does `work` with the rows of a copy: the backup may be of an older numina, and is only read. */
async function withCopyOf(session: Session, file: string, work: (all: AllRows) => Promise<void>): Promise<void> {
  const folder = makeTemporaryFolder('numina-restore');
  const copy = join(folder, 'numina.db');
  try {
    await backUp(file, copy);
    const machine = session.process.onDatabase(copy, {});
    try {
      const source = await machine.openDatabase(session.clock.now());
      await source.withAllRows('watch', work);
    } finally {
      await machine.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
