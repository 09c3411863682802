import { existsSync } from 'node:fs';
import type { Session } from '../app.ts';
import type { NamedDatabase } from '../db/read-status.ts';
import { NotFoundError } from '../errors.ts';
import { systemClock } from '../time/clock.ts';
import { command, field, words } from '../words.ts';

/** The database that the person has named, unopened. Throws UsageError. */
export function namedDatabase({ process: { databasePlace, serverAccess } }: Session): NamedDatabase {
  const { path, isServer } = databasePlace();
  return {
    path,
    isServer,
    get access() {
      return serverAccess();
    },
    now: () => systemClock.now(),
  };
}

/** Throws NotFoundError where the database is a file that is not there. */
export function requireDatabase({ path, isServer }: NamedDatabase): void {
  if (isServer || existsSync(path)) return;
  throw new NotFoundError(
    'no_database',
    `There is no database at ${path} yet.`,
    words`The first ${command('book')} or ${command('import')} makes it; ${field('db')} names another.`,
  );
}
