import { accessSync, constants, readdirSync, rmSync, statfsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findLeftDrafts } from '../files/drafts.ts';
import { followLinks, giveTo } from '../files/replace-file.ts';
import { command, field, words } from '../words.ts';
import { findCopies } from './copies.ts';
import type { DatabasePlace } from './database-checks.ts';
import { closeToOthers, closeToWriters, mayOthersRead, mayOthersWrite, modeOf, statsOf } from './file-modes.ts';
import { bad, type Check, good, undecided, type Verdict } from './verdict.ts';

export interface FilePlaces extends DatabasePlace {
  readonly config: string;
  /** The folder of state files and the log. */
  readonly state: string;
  /** Paths of files elsewhere that killed processes left. */
  readonly leftElsewhere: () => readonly string[];
}

/** Checks of the files: owner, permissions, leftovers, free space. */
export function fileChecks(places: FilePlaces): readonly Check[] {
  return [
    { name: 'permissions', look: () => lookAtPermissions(places) },
    { name: 'owner', look: () => lookAtOwners(places) },
    { name: 'folder', look: () => lookAtFolder(places) },
    { name: 'disk', look: () => lookAtDisk(places) },
    { name: 'log', look: () => lookAtLog(places) },
    { name: 'leftovers', look: () => lookForLeftovers(places) },
  ];
}

const SIDE_FILES = ['', '-wal', '-shm', '.lock'];

function filesOfDatabase({ path, isUsual, backups }: DatabasePlace): readonly string[] {
  const found = [...SIDE_FILES.map((end) => path + end), ...findCopies(path, isUsual ? backups : null)];
  return found.filter((each) => statsOf(each)?.isFile());
}

function lookAtPermissions(places: FilePlaces): Verdict {
  const files = filesOfDatabase(places);
  const wide = files.filter(mayOthersRead);
  if (files.length === 0) return undecided('There is no database yet.');
  const [first = ''] = wide;
  if (wide.length === 0) return good('Nobody but you can read the database and its copies.');
  const more = wide.length === 1 ? '' : `, and ${wide.length - 1} more`;
  return bad(`Others may read ${first} (${modeOf(first)})${more}.`, `chmod 600 ${wide.join(' ')}`, () => {
    // List the files again: side files come and go, with the current mode of the database.
    for (const file of filesOfDatabase(places).filter(mayOthersRead)) closeToOthers(file);
  });
}

/**
 * The user id that should own files in a folder. For root, who may work for another by sudo, it is the owner of the
 * folder.
 */
function ownerOf(folder: string): number | undefined {
  const userId = process.geteuid?.();
  return userId === 0 ? statsOf(folder)?.uid : userId;
}

function foreignFiles(places: FilePlaces): readonly string[] {
  const files = [...filesOfDatabase(places), places.config, ...filesIn(places.state)];
  return files.filter((file) => {
    const stats = statsOf(file);
    return stats !== undefined && stats.uid !== ownerOf(dirname(realPlace(file)));
  });
}

function lookAtOwners(places: FilePlaces): Verdict {
  if (process.geteuid === undefined) return undecided('This system has no owners of files that numina knows.');
  const foreign = foreignFiles(places);
  const [first = ''] = foreign;
  if (foreign.length === 0) return good('No file belongs to anybody else.');
  const more = foreign.length === 1 ? '' : `, and so do ${foreign.length - 1} more`;
  const message = `${first} belongs to another user (uid ${statsOf(first)?.uid})${more}.`;
  // Only root may change owners.
  if (process.geteuid() !== 0) return bad(message, `sudo chown "$(id -un)" ${foreign.join(' ')}`);
  return bad(message, words`${command('doctor', field('fix'))} gives them to whose folder it is.`, () => {
    for (const file of foreignFiles(places)) {
      const folder = statsOf(dirname(realPlace(file)));
      if (folder) giveTo(realPlace(file), folder);
    }
  });
}

function realPlace(file: string): string {
  try {
    return followLinks(file);
  } catch {
    return file;
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function lookAtFolder({ path, isUsual }: FilePlaces): Verdict {
  const folder = dirname(realPlace(path));
  const stats = statsOf(folder);
  if (!stats) {
    return isUsual
      ? undecided(`${folder} is not there yet.`)
      : bad(`The folder ${folder} is not there.`, words`Create it first, or choose another file with ${field('db')}.`);
  }
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    return bad(`The folder ${folder} cannot be written.`, 'Check its permissions, its owner and its disk.');
  }
  // In a folder with the sticky bit, such as /tmp, users cannot replace files of others.
  const isShared = mayOthersWrite(folder) && (stats.mode & 0o1000) === 0;
  if (!isShared) return good(`${folder} can be written, and only by you.`);
  const hint = `chmod go-w ${folder}`;
  const message = `Others may write into ${folder} (${modeOf(folder)}), and so replace the database.`;
  return isUsual ? bad(message, hint, () => closeToWriters(folder)) : bad(message, hint);
}

const MEGABYTE = 1_000_000;
/** Free space that is needed beside a full copy of the database, which migrations and backups make. */
const ROOM_BYTES = 16 * MEGABYTE;

function lookAtDisk({ path }: FilePlaces): Verdict {
  let folder = dirname(path);
  while (!statsOf(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const needed = (statsOf(path)?.size ?? 0) + ROOM_BYTES;
  const room = `${inMegabytes(free)} are free on the disk of ${folder}`;
  if (free >= needed) return good(`${room}.`);
  return bad(`${room}: less than a copy of the database needs (${inMegabytes(needed)}).`, 'Free some space.');
}

function inMegabytes(bytes: number): string {
  return bytes >= 1000 * MEGABYTE
    ? `${(bytes / (1000 * MEGABYTE)).toFixed(1)} GB`
    : `${Math.ceil(bytes / MEGABYTE).toLocaleString('en')} MB`;
}

const MUCH_LOG_BYTES = 64 * MEGABYTE;

/**
 * The write-ahead log has committed changes that are not in the file yet. The last process to close the database moves
 * them.
 */
function lookAtLog({ path }: FilePlaces): Verdict {
  const file = realPlace(path);
  const bytes = statsOf(`${file}-wal`)?.size ?? 0;
  if (!statsOf(file)) return undecided('There is no database yet.');
  if (bytes === 0) return good('Everything is in the file itself.');
  const message = `${Math.ceil(bytes / 1000).toLocaleString('en')} KB of changes wait in ${basename(file)}-wal`;
  return bytes > MUCH_LOG_BYTES
    ? bad(`${message}: some process keeps the file open and never ends.`, 'End what else uses the database.')
    : good(`${message}; the next command takes them in. Never remove it.`);
}

function lookForLeftovers({ path, config, state, leftElsewhere }: FilePlaces): Verdict {
  const [file, settings] = [realPlace(path), realPlace(config)];
  const left = [
    ...findLeftDrafts(dirname(file), (name) => name.startsWith(basename(file))),
    ...findLeftDrafts(dirname(settings), (name) => name === basename(settings)),
    ...findLeftDrafts(state, (name) => /^(?:daemon(?:-[0-9a-f]{12})?\.json|numina-[\d-]+\.db)$/.test(name)),
    ...leftElsewhere(),
  ];
  if (left.length === 0) return good('No process has left anything behind.');
  const [first = ''] = left;
  const what = left.length === 1 ? `${first}` : `${first} and ${left.length - 1} more`;
  return bad(
    `Processes that were killed have left ${what}.`,
    words`${command('doctor', field('fix'))} removes them; so does the next run of their command.`,
    () => {
      for (const each of left) rmSync(each, { recursive: true, force: true });
    },
  );
}
