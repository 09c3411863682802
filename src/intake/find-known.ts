import type { Transaction } from 'kysely';
import { listClasses } from '../bookings/class-store.ts';
import type { Schema } from '../db/schema.ts';
import { type IdentityKey, identityKeyOf, keyText, ownIdOf } from './identity-key.ts';
import type { ImportRules, Known, KnownIdentity } from './import-plan.ts';
import type { IncomingBooking } from './incoming.ts';
import {
  findBookings,
  findBookingsAt,
  findBookingsByExternalId,
  findBoundSources,
  findIdentities,
} from './intake-store.ts';

/**
 * Everything stored that the import can meet, in a few queries whatever its size. The source no longer holds what is
 * `gone`: its bookings may be met under other names.
 */
export async function findKnown(
  trx: Transaction<Schema>,
  userId: string,
  incoming: readonly IncomingBooking[],
  { defaultSource }: ImportRules,
  gone: readonly KnownIdentity[] = [],
): Promise<Known> {
  const sourceOf = (said: IncomingBooking) => said.source ?? defaultSource;
  const keys = incoming.map((said) => identityKeyOf(said.identity, sourceOf(said)));
  const identities = new Map(
    (await findIdentities(trx, userId, keys)).map((identity) => [keyText(identity), identity]),
  );
  const isStrange = (key: IdentityKey | undefined) => key !== undefined && !identities.has(keyText(key));
  const strangers = incoming.filter((_, index) => isStrange(keys[index]));
  const ids = new Set([...identities.values()].map(({ bookingId }) => bookingId));
  for (const { bookingId } of gone) ids.add(bookingId);
  for (const key of keys) if (isStrange(key)) ids.add(ownIdOf(key) ?? '');
  const candidates = [
    ...(await findBookingsAt(trx, userId, [...new Set(strangers.map(({ startsAt }) => startsAt))])),
    ...(await findByExternalId(trx, userId, strangers, sourceOf)),
  ];
  const named = await findBookings(trx, userId, [...ids]);
  const boundSources = await findBoundSources(trx, userId, [...new Set(candidates.map(({ id }) => id))]);
  for (const { source, bookingId } of gone) boundSources.get(bookingId)?.delete(source);
  return {
    identities,
    bookings: new Map([...named, ...candidates].map((booking) => [booking.id, booking])),
    boundSources,
    classes: await listClasses(trx, userId),
  };
}

async function findByExternalId(
  trx: Transaction<Schema>,
  userId: string,
  strangers: readonly IncomingBooking[],
  sourceOf: (said: IncomingBooking) => string,
) {
  const ids = new Map<string, Set<string>>();
  for (const said of strangers) {
    if (said.externalId === null) continue;
    ids.set(sourceOf(said), (ids.get(sourceOf(said)) ?? new Set()).add(said.externalId));
  }
  const found = [];
  for (const [source, ofSource] of ids) {
    found.push(...(await findBookingsByExternalId(trx, userId, source, [...ofSource])));
  }
  return found;
}
