import type { Kysely, Selectable, Transaction } from 'kysely';
import type { PausesTable, Schema } from '../../db/schema.ts';
import type { Pause } from './pauses.ts';

type Connection = Kysely<Schema> | Transaction<Schema>;
export type PauseRow = Selectable<PausesTable>;

export function toPause({ id, from_date, to_date, reason }: PauseRow): Pause {
  return { id, from: from_date, to: to_date, reason };
}

/** Every pause, by its first day. */
export async function listPauses(db: Connection, userId: string): Promise<Pause[]> {
  return (await listPauseRows(db, userId)).map(toPause);
}

export async function listPauseRows(db: Connection, userId: string): Promise<PauseRow[]> {
  return db.selectFrom('pauses').selectAll().where('user_id', '=', userId).orderBy('from_date').execute();
}
