import type { Store } from '../db/store.ts';
import { type ChangedRow, listChangesAfter, oldestRevision, readRevision } from './changes-store.ts';

/** What has changed in a record since somebody looked. */
export interface RecentChanges {
  readonly revision: number;
  /** Null: that is not known any more, so that anything may have changed. */
  readonly rows: readonly ChangedRow[] | null;
}

/**
 * What changed after a revision. Not known where it is older than what is kept, or newer than the record, which then is
 * an older copy.
 */
export async function readChanges(store: Store, after: number): Promise<RecentChanges> {
  const revision = await readRevision(store);
  if (after === revision) return { revision, rows: [] };
  const oldest = (await oldestRevision(store)) ?? 0;
  const isKnown = after < revision && after >= oldest - 1;
  return { revision, rows: isKnown ? await listChangesAfter(store, after) : null };
}
