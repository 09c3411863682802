import { chunksOf } from '../db/chunks.ts';
import type { Store } from '../db/store.ts';
import type { Booking } from './booking.ts';

/** SQLite takes expressions up to a depth of 1,000, and each prefix adds to it. */
const PREFIXES_PER_QUERY = 100;

/**
 * For each of these bookings, the shortest prefix of its id (four characters or more) that no other booking of the person
 * has.
 */
export async function findIdLabels(
  store: Store,
  bookings: readonly Pick<Booking, 'id'>[],
): Promise<ReadonlyMap<string, string>> {
  const labels = new Map<string, string>();
  for (const chunk of chunksOf(bookings, PREFIXES_PER_QUERY)) {
    const prefixes = [...new Set(chunk.map(({ id }) => id.slice(0, 4)))];
    const rows = await store.db
      .selectFrom('bookings')
      .select('id')
      .where('user_id', '=', store.userId)
      .where((eb) => eb.or(prefixes.map((prefix) => eb.and([eb('id', '>=', prefix), eb('id', '<', `${prefix}g`)]))))
      .execute();
    const all = rows.map(({ id }) => id).sort();
    for (const { id } of chunk) {
      let length = 4;
      while (length < id.length && all.some((other) => other !== id && other.startsWith(id.slice(0, length))))
        length += 1;
      labels.set(id, id.slice(0, length));
    }
  }
  return labels;
}
