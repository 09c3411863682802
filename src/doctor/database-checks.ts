import { statSync } from 'node:fs';
import { type Examination, examineDatabase } from '../db/sqlite/examine.ts';
import { toStorageError } from '../db/sqlite/storage-errors.ts';
import { lazy } from '../lazy.ts';
import { command, field, type Words, words } from '../words.ts';
import { findCopies } from './copies.ts';
import { statsOf } from './file-modes.ts';
import { inWords } from './in-words.ts';
import { bad, type Check, good, undecided, type Verdict } from './verdict.ts';

export interface DatabasePlace {
  readonly path: string;
  /** Whether the path is the default. */
  readonly isUsual: boolean;
  /** The default folder of backups. */
  readonly backups: string;
}

/**
 * Checks of the content of the database. `isReadable` tells whether features may read it: undamaged and of the newest
 * schema.
 */
export function databaseChecks(place: DatabasePlace): {
  readonly checks: readonly Check[];
  readonly isReadable: () => boolean;
} {
  const { path } = place;
  // Look once, even where it fails: each look could wait for the lock of another process.
  const look = lazy(() => {
    try {
      return { found: examineDatabase(path) };
    } catch (error) {
      return { error };
    }
  });
  const examined = (): Examination => {
    const { found, error } = look();
    if (found === undefined) throw error;
    return found;
  };
  const restore = (): Words => {
    const [newest = null] = findCopies(path, place.isUsual ? place.backups : null);
    return newest === null
      ? words`Bring back a copy with ${command('restore', 'FILE')}.`
      : words`Bring back the newest copy: ${command('restore', newest)}`;
  };
  const within = (look: (found: Examination) => Verdict) => (): Verdict => {
    const found = attempt(examined);
    return found ? look(found) : undecided('Not looked at: there is no database that can be read.');
  };
  const checks: readonly Check[] = [
    { name: 'database', look: () => (isThere(path) ? lookAtFile(path, examined(), restore) : missing(place, restore)) },
    { name: 'integrity', look: within((found) => lookAtPages(found, restore)) },
    { name: 'references', look: within((found) => lookAtReferences(found, restore)) },
    { name: 'schema', look: within(lookAtSchema) },
  ];
  const isReadable = (): boolean => {
    const found = isThere(path) ? attempt(examined) : null;
    return found !== null && found.kind === 'newest' && found.faults.length === 0;
  };
  return { checks, isReadable };
}

function attempt(examined: () => Examination): Examination | null {
  try {
    return examined();
  } catch (error) {
    if (inWords(error) === null) throw error;
    return null;
  }
}

/** Throws where the path cannot be examined (a loop of links, a forbidden folder): that differs from a missing file. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw toStorageError(error, path);
  }
}

function missing({ path, isUsual, backups }: DatabasePlace, restore: () => Words): Verdict {
  if (statsOf(`${path}-wal`)?.size) {
    const message = `${path} is gone, and its log ${path}-wal is still there.`;
    return bad(message, words`Bring the file back to its place beside the log. If it is lost: ${restore()}`);
  }
  if (findCopies(path, isUsual ? backups : null).length > 0) return bad(`${path} is gone.`, restore());
  return undecided(`${path} is not there yet.`, words`The first ${command('book')} or ${command('import')} makes it.`);
}

function lookAtFile(path: string, { kind, bookings }: Examination, restore: () => Words): Verdict {
  if (kind === 'foreign')
    return bad(
      `${path} is a database of another program.`,
      words`Choose another file with ${field('db')} or NUMINA_DB.`,
    );
  if (kind !== 'empty')
    return good(`${path} can be read: ${bookings === 1 ? '1 booking' : `${bookings.toLocaleString('en')} bookings`}.`);
  const copies = findCopies(path, null);
  return copies.length > 0 ? bad(`${path} is empty.`, restore()) : undecided(`${path} is empty yet.`);
}

function lookAtPages({ faults }: Examination, restore: () => Words): Verdict {
  const [first, ...others] = faults;
  if (first === undefined) return good('Every page and every index is whole.');
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return bad(`It is damaged: ${first.split('\n').at(-1)}${more}.`, restore());
}

function lookAtReferences({ lostRows }: Examination, restore: () => Words): Verdict {
  if (lostRows.size === 0) return good('Every row refers to one that is there.');
  const counts = [...lostRows].map(([table, count]) => `${count} in ${table}`).join(', ');
  return bad(`Rows refer to what is not there: ${counts}.`, restore());
}

function lookAtSchema({ kind, migration }: Examination): Verdict {
  switch (kind) {
    case 'newest':
      return good(`It is of this numina (${migration}).`);
    case 'older':
      return good(`It is of an older numina (${migration}); the next command brings it up to date, and keeps a copy.`);
    case 'newer':
      return bad(`It was written by a newer numina (${migration}).`, 'Update numina; this one does not touch it.');
    default:
      return undecided('There are no tables of numina in it.');
  }
}
