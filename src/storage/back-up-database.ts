import { dirname, join } from 'node:path';
import type { Session } from '../app.ts';
import { folderOf, nameOfMoment } from '../config/paths.ts';
import { backUp, type Copy } from '../db/sqlite/copies.ts';
import { createFolder } from '../files/create-folder.ts';
import { copyIntoFile } from './copy-into-file.ts';

/**
 * Copies the database into a new file and checks the copy. Without a name, the file is in the state folder. Throws
 * RefusedError and StorageError.
 */
export async function backUpDatabase(session: Session, chosen: string | undefined): Promise<Copy> {
  const database = await session.process.openDatabase(session.clock.now());
  const file = chosen ?? join(folderOf('state', session.process.env), `numina-${nameOfMoment(session.nowLocal)}.db`);
  if (chosen === undefined) createFolder(dirname(file));
  return database.engine === 'sqlite'
    ? backUp(database.path, file)
    : database.withAllRows('watch', async (all) => (await copyIntoFile(session, all, file)).copy);
}
