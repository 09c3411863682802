import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The path of SQLite's compiled addon; naming it spares the search over a dozen folders at every start. */
export function nativeBinding(): string {
  const manifest = createRequire(import.meta.filename).resolve('better-sqlite3/package.json');
  return join(dirname(manifest), 'build', 'Release', 'better_sqlite3.node');
}
