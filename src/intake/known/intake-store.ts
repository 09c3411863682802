import type { Selectable } from 'kysely';
import type { Booking, InstantText } from '../../bookings/booking.ts';
import { BOOKING_COLUMNS, toBooking } from '../../bookings/booking-row.ts';
import { chunksOf } from '../../db/chunks.ts';
import { runForEach } from '../../db/run-for-each.ts';
import type { IntakeIdentitiesTable } from '../../db/schema-intake.ts';
import type { Store } from '../../db/store.ts';
import type { IdentityKey } from './identity-key.ts';
import type { KnownIdentity } from './known-identity.ts';

/** An identity as it is stored. */
export type BroughtRow = Selectable<IntakeIdentitiesTable>;

/** The identities of the bookings that a feed made. */
export async function listBroughtRows(store: Store, feedId: string): Promise<BroughtRow[]> {
  return store.db
    .selectFrom('intake_identities')
    .selectAll()
    .where('user_id', '=', store.userId)
    .where('brought_by', '=', feedId)
    .execute();
}

/** The identities under the keys, and possibly other instances of the same series. */
export async function findIdentities(store: Store, keys: readonly IdentityKey[]): Promise<KnownIdentity[]> {
  const found: KnownIdentity[] = [];
  for (const [source, ofSource] of uidsBySource(keys)) {
    for (const chunk of chunksOf([...ofSource])) {
      const rows = await store.db
        .selectFrom('intake_identities')
        .selectAll()
        .where('user_id', '=', store.userId)
        .where('source', '=', source)
        .where('uid', 'in', chunk)
        .execute();
      found.push(...rows.map(toIdentity));
    }
  }
  return found;
}

/** The identities of the bookings. */
export async function findIdentitiesOf(store: Store, bookingIds: readonly string[]): Promise<KnownIdentity[]> {
  const found: KnownIdentity[] = [];
  for (const chunk of chunksOf(bookingIds)) {
    const rows = await store.db
      .selectFrom('intake_identities')
      .selectAll()
      .where('user_id', '=', store.userId)
      .where('booking_id', 'in', chunk)
      .execute();
    found.push(...rows.map(toIdentity));
  }
  return found;
}

/** The sources that know each booking, by booking id. */
export async function findBoundSources(store: Store, bookingIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const sources = new Map<string, Set<string>>();
  for (const chunk of chunksOf(bookingIds)) {
    const rows = await store.db
      .selectFrom('intake_identities')
      .select(['booking_id', 'source'])
      .where('user_id', '=', store.userId)
      .where('booking_id', 'in', chunk)
      .execute();
    for (const { booking_id, source } of rows) {
      sources.set(booking_id, (sources.get(booking_id) ?? new Set()).add(source));
    }
  }
  return sources;
}

export async function saveIdentities(store: Store, identities: readonly KnownIdentity[], now: Date): Promise<void> {
  const stamp = now.toISOString();
  const toRow = (identity: KnownIdentity) => ({
    user_id: store.userId,
    source: identity.source,
    uid: identity.uid,
    recurrence_id: identity.recurrenceId,
    booking_id: identity.bookingId,
    sequence: identity.sequence,
    last_modified: identity.lastModified,
    content: identity.content,
    cancelled_at: identity.cancelledAt,
    created_at: stamp,
    updated_at: stamp,
    brought_by: identity.broughtBy ?? null,
    stamp: identity.stamp ?? null,
  });
  const saving = (identity: KnownIdentity) =>
    store.db
      .insertInto('intake_identities')
      .values(toRow(identity))
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'source', 'uid', 'recurrence_id']).doUpdateSet((eb) => ({
          booking_id: eb.ref('excluded.booking_id'),
          sequence: eb.ref('excluded.sequence'),
          last_modified: eb.ref('excluded.last_modified'),
          content: eb.ref('excluded.content'),
          cancelled_at: eb.ref('excluded.cancelled_at'),
          updated_at: eb.ref('excluded.updated_at'),
          brought_by: eb.fn.coalesce('excluded.brought_by', 'intake_identities.brought_by'),
          stamp: eb.ref('excluded.stamp'),
        })),
      );
  await runForEach(store, identities, saving, (identity) => Object.values(toRow(identity)));
}

/** Deletes identities that the source replaced by others. */
export async function deleteIdentities(store: Store, keys: readonly IdentityKey[]): Promise<void> {
  for (const { source, uid, recurrenceId } of keys) {
    await store.db
      .deleteFrom('intake_identities')
      .where('user_id', '=', store.userId)
      .where('source', '=', source)
      .where('uid', '=', uid)
      .where('recurrence_id', '=', recurrenceId)
      .execute();
  }
}

/** The bookings that start at one of these instants. */
export async function findBookingsAt(store: Store, starts: readonly InstantText[]): Promise<Booking[]> {
  const found: Booking[] = [];
  for (const chunk of chunksOf(starts)) {
    const rows = await store.db
      .selectFrom('bookings')
      .select(BOOKING_COLUMNS)
      .where('user_id', '=', store.userId)
      .where('class_datetime', 'in', chunk)
      .execute();
    for (const row of rows) found.push(toBooking(row));
  }
  return found;
}

/** The bookings of `source` with one of these external ids. */
export async function findBookingsByExternalId(
  store: Store,
  source: string,
  externalIds: readonly string[],
): Promise<Booking[]> {
  const found: Booking[] = [];
  for (const chunk of chunksOf(externalIds)) {
    const rows = await store.db
      .selectFrom('bookings')
      .select(BOOKING_COLUMNS)
      .where('user_id', '=', store.userId)
      .where('booking_source', '=', source)
      .where('external_booking_id', 'in', chunk)
      .execute();
    for (const row of rows) found.push(toBooking(row));
  }
  return found;
}

/** Groups the UIDs by source, each once. */
export function uidsBySource(names: readonly Pick<IdentityKey, 'source' | 'uid'>[]): ReadonlyMap<string, Set<string>> {
  const uids = new Map<string, Set<string>>();
  for (const { source, uid } of names) {
    const ofSource = uids.get(source);
    if (ofSource) ofSource.add(uid);
    else uids.set(source, new Set([uid]));
  }
  return uids;
}

function toIdentity(row: Selectable<IntakeIdentitiesTable>): KnownIdentity {
  return {
    source: row.source,
    uid: row.uid,
    recurrenceId: row.recurrence_id,
    bookingId: row.booking_id,
    sequence: row.sequence,
    lastModified: row.last_modified,
    content: row.content,
    cancelledAt: row.cancelled_at,
    stamp: row.stamp,
    broughtBy: row.brought_by,
  };
}
