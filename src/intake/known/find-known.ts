import { findBookingsById } from '../../bookings/booking-store.ts';
import { listClasses } from '../../bookings/class-store.ts';
import type { Store } from '../../db/store.ts';
import type { IncomingBooking } from '../incoming.ts';
import type { ImportRules, Known } from '../plan/import-plan.ts';
import { editionOf } from './edition.ts';
import { type IdentityKey, identityKeyOf, keyText, ownIdOf } from './identity-key.ts';
import {
  findBookingsAt,
  findBookingsByExternalId,
  findBoundSources,
  findIdentities,
  findIdentitiesOf,
} from './intake-store.ts';
import type { KnownIdentity } from './known-identity.ts';
import type { KnownNames, RecognisedArrival, Recognition, Said } from './recognition.ts';
import { seriesText } from './series.ts';
import { findSeries } from './series-store.ts';

/**
 * Loads what is stored under the identities that a source gives, and under those that the feed `held` before. The number
 * of queries does not grow with the number of events.
 */
export async function findNames(
  store: Store,
  { bookings, listings = [], cancellations = [] }: Said,
  { defaultSource }: ImportRules,
  held: readonly IdentityKey[] = [],
): Promise<KnownNames> {
  const keys = bookings.map(({ identity, source }) => identityKeyOf(identity, source ?? defaultSource));
  const whole = [...listings, ...cancellations].map(({ uid, source }) =>
    identityKeyOf({ kind: 'uid', uid, recurrenceId: null }, source ?? defaultSource),
  );
  const starts = startKeys(bookings, defaultSource);
  const identities = await findIdentities(store, [...keys, ...whole, ...held, ...starts]);
  const messages = cancellations.flatMap(({ said }) => said ?? []);
  // An event from numina's own export may have no stored identity.
  const ownIds = [...keys, ...whole].flatMap((key) => ownIdOf(key) ?? []);
  const ids = new Set([...identities.map(({ bookingId }) => bookingId), ...ownIds]);
  return {
    identities: new Map(identities.map((identity) => [keyText(identity), identity])),
    series: await findKnownSeries(
      store,
      [...keys, ...whole, ...otherKeys([...bookings, ...messages], defaultSource)],
      identities,
    ),
    bookings: new Map((await findBookingsById(store, [...ids])).map((booking) => [booking.id, booking])),
    held: new Set(held.map(keyText)),
  };
}

/** The keys under which classes of mails are known that were moved away from these starts. */
function startKeys(bookings: readonly IncomingBooking[], defaultSource: string): IdentityKey[] {
  return bookings.flatMap(({ partial, source }) =>
    partial ? [identityKeyOf({ kind: 'uid', uid: partial.startUid, recurrenceId: null }, source ?? defaultSource)] : [],
  );
}

/** The keys under which a cancellation of classes in mails may be stored. */
function otherKeys(bookings: readonly IncomingBooking[], defaultSource: string): IdentityKey[] {
  return bookings.flatMap(({ partial, source }) =>
    (partial?.alsoCalled ?? []).map((uid) =>
      identityKeyOf({ kind: 'uid', uid, recurrenceId: null }, source ?? defaultSource),
    ),
  );
}

/** Loads the series of all editions of the UIDs. */
async function findKnownSeries(store: Store, keys: readonly IdentityKey[], identities: readonly KnownIdentity[]) {
  const marked = identities.flatMap(({ source, uid, recurrenceId }) =>
    editionOf(recurrenceId) === '' ? [] : [{ source, uid: editionOf(recurrenceId) + uid }],
  );
  const known = await findSeries(store, [...keys, ...marked]);
  return new Map(known.map((series) => [seriesText(series), series]));
}

/**
 * Loads everything else that the import may have to match. `gone` are events that the source no longer holds; their
 * bookings may come back under other identities.
 */
export async function findKnown(
  store: Store,
  { arrivals, unknown }: Recognition,
  { identities, bookings }: KnownNames,
  { defaultSource }: ImportRules,
  gone: readonly KnownIdentity[] = [],
): Promise<Known> {
  const messages = unknown.flatMap(({ said }) => (said ? [{ said, source: said.source ?? defaultSource }] : []));
  const strangers = [...arrivals.filter(({ identity }) => identity === null), ...messages];
  const moved = arrivals.filter(({ said }) => said.partial?.movedFrom != null);
  const starts = new Set(
    [...strangers, ...moved].flatMap(({ said }) => [said.startsAt, said.partial?.movedFrom ?? []].flat()),
  );
  const candidates = [...(await findBookingsAt(store, [...starts])), ...(await findByExternalId(store, strangers))];
  const named = await findBookingsById(
    store,
    gone.flatMap(({ bookingId }) => (bookings.has(bookingId) ? [] : [bookingId])),
  );
  const boundSources = await findBoundSources(store, [...new Set(candidates.map(({ id }) => id))]);
  const isMail = [...arrivals, ...messages].some(({ said }) => said.partial !== undefined);
  for (const { source, bookingId } of gone) boundSources.get(bookingId)?.delete(source);
  return {
    identities,
    bookings: new Map([...bookings.values(), ...named, ...candidates].map((booking) => [booking.id, booking])),
    boundSources,
    bound: isMail
      ? await findIdentitiesOf(store, [...new Set([...bookings.keys(), ...candidates.map(({ id }) => id)])])
      : [],
    classes: await listClasses(store),
  };
}

async function findByExternalId(store: Store, strangers: readonly Pick<RecognisedArrival, 'said' | 'source'>[]) {
  const ids = new Map<string, Set<string>>();
  for (const { said, source } of strangers) {
    if (said.externalId === null) continue;
    ids.set(source, (ids.get(source) ?? new Set()).add(said.externalId));
  }
  const found = [];
  for (const [source, ofSource] of ids) {
    found.push(...(await findBookingsByExternalId(store, source, [...ofSource])));
  }
  return found;
}
