import { MIGRATIONS } from '../../migrations/index.ts';

/** The names of the migrations that follow one; all of them where it is null. */
export function migrationsAfter(name: string | null): readonly string[] {
  const names = Object.keys(MIGRATIONS);
  return names.slice(name === null ? 0 : names.indexOf(name) + 1);
}
