import type { Migration } from 'kysely';
import * as initial from './0001-initial.ts';
import * as journal from './0002-journal.ts';

/** Every migration by name, in the order in which they run. Add at the end; never change one that was released. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-journal': journal,
};
