import type { EngineName } from '../../src/db/engine.ts';

/** The engine of this run: `NUMINA_TEST_ENGINE=postgres` runs every test that opens a store on a server. */
export const ENGINE: EngineName = process.env['NUMINA_TEST_ENGINE'] === 'postgres' ? 'postgres' : 'sqlite';
export const isSqlite = ENGINE === 'sqlite';
