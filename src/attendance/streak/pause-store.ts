import type { Selectable } from 'kysely';
import type { PausesTable } from '../../db/schema.ts';
import type { Store } from '../../db/store.ts';
import type { Pause } from './pauses.ts';

export type PauseRow = Selectable<PausesTable>;

export function toPause({ id, from_date, to_date, reason }: PauseRow): Pause {
  return { id, from: from_date, to: to_date, reason };
}

/** Every pause, by its first day. */
export async function listPauses(store: Store): Promise<Pause[]> {
  return (await listPauseRows(store)).map(toPause);
}

/** Every row of the table, by its first day. */
export async function listPauseRows(store: Store): Promise<PauseRow[]> {
  return store.db.selectFrom('pauses').selectAll().where('user_id', '=', store.userId).orderBy('from_date').execute();
}
