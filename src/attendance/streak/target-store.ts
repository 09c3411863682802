import type { Store } from '../../db/store.ts';
import type { DatedTarget } from './weekly-target.ts';

/** The value of the column `type` for targets of all classes. */
export const ALL_TYPES = '';

/** The targets by class type, each list ascending by date. */
export type TargetsByType = ReadonlyMap<string, readonly DatedTarget[]>;

/** All stored targets. */
export async function listTargets({ db, userId }: Store): Promise<TargetsByType> {
  const rows = await db
    .selectFrom('weekly_targets')
    .select(['type', 'from_date', 'target'])
    .where('user_id', '=', userId)
    .orderBy('type')
    .orderBy('from_date')
    .execute();
  const byType = new Map<string, DatedTarget[]>();
  for (const { type, from_date: from, target } of rows) {
    byType.set(type, [...(byType.get(type) ?? []), { from, target }]);
  }
  return byType;
}

/** Replaces all targets of one type. */
export async function saveTargets({ db, userId }: Store, type: string, targets: readonly DatedTarget[]): Promise<void> {
  await db.deleteFrom('weekly_targets').where('user_id', '=', userId).where('type', '=', type).execute();
  const rows = targets.map(({ from, target }) => ({ user_id: userId, type, from_date: from, target }));
  if (rows.length > 0) await db.insertInto('weekly_targets').values(rows).execute();
}
