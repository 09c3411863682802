import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { statsOf } from './file-modes.ts';

/** Endings of the copies that numina makes beside a database, before a migration and before a restore. */
const KEPT = /^\.(?:bak-\d{4}-[a-z0-9-]+|before-restore-[\d-]+)$/;
const BACKUP = /^numina-[\d-]+\.db$/;

/** Paths of copies of a database, newest first: those beside it, and those of numina backup in the folder `backups`. */
export function findCopies(database: string, backups: string | null): readonly string[] {
  const name = basename(database);
  const beside = namesIn(dirname(database)).filter(
    (each) => each.startsWith(name) && KEPT.test(each.slice(name.length)),
  );
  const others = backups === null ? [] : namesIn(backups).filter((each) => BACKUP.test(each));
  const paths = [
    ...beside.map((each) => join(dirname(database), each)),
    ...others.map((each) => join(backups ?? '', each)),
  ];
  const writtenMs = (path: string): number => statsOf(path)?.mtimeMs ?? 0;
  return paths.toSorted((one, other) => writtenMs(other) - writtenMs(one));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
