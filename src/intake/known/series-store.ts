import type { Selectable } from 'kysely';
import { VALUES_PER_QUERY } from '../../db/chunks.ts';
import type { IntakeSeriesTable } from '../../db/schema-intake.ts';
import type { Store } from '../../db/store.ts';
import { uidsBySource } from './intake-store.ts';
import type { KeptCancellation, KnownSeries } from './series.ts';

/** The series with these names, and possibly others of the same sources. */
export async function findSeries(
  store: Store,
  names: readonly Pick<KnownSeries, 'source' | 'uid'>[],
): Promise<KnownSeries[]> {
  const found: KnownSeries[] = [];
  for (const [source, uids] of uidsBySource(names)) {
    const ofSource = store.db
      .selectFrom('intake_series')
      .selectAll()
      .where('user_id', '=', store.userId)
      .where('source', '=', source);
    // Few of these names are series. Where there are too many for one query, read all series of the source.
    const rows = await (uids.size > VALUES_PER_QUERY ? ofSource : ofSource.where('uid', 'in', [...uids])).execute();
    found.push(...rows.map(toSeries));
  }
  return found;
}

export async function saveSeries(store: Store, all: readonly KnownSeries[]): Promise<void> {
  for (const { source, uid, version, cancellations } of all) {
    const values = {
      sequence: version?.sequence ?? null,
      last_modified: version?.lastModified ?? null,
      stamp: version?.stamp ?? null,
      cancellations: JSON.stringify(cancellations),
    };
    await store.db
      .insertInto('intake_series')
      .values({ user_id: store.userId, source, uid, ...values })
      .onConflict((conflict) => conflict.columns(['user_id', 'source', 'uid']).doUpdateSet(values))
      .execute();
  }
}

function toSeries({
  source,
  uid,
  sequence,
  last_modified,
  stamp,
  cancellations,
}: Selectable<IntakeSeriesTable>): KnownSeries {
  return {
    ...{ source, uid },
    version: sequence === null ? null : { sequence, lastModified: last_modified, stamp },
    cancellations: JSON.parse(cancellations) as KeptCancellation[],
  };
}
