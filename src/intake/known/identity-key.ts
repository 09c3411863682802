import type { Identity } from '../incoming.ts';

/** The stored key of an event or row, unique within `source`. */
export interface IdentityKey {
  readonly source: string;
  readonly uid: string;
  /** Empty for an event that is not an instance of a series. */
  readonly recurrenceId: string;
}

/** The source in the key of events that numina wrote, whatever the source of the booking. */
const OWN_SOURCE = 'numina';
const OWN_UID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@numina$/i;

/** Whether numina wrote an event with this UID. */
export function isOwnUid(uid: string): boolean {
  return OWN_UID.test(uid);
}

/** The prefix of `uid` in keys of numina's own events. The other kinds of identity have other prefixes. */
const OWN_PREFIX = 'booking:';

/** The booking id in an event of numina's own export; null for any other event. */
export function ownBookingId(identity: Identity): string | null {
  // An instance of a series was made of the event by another program.
  if (identity.kind !== 'uid' || identity.recurrenceId !== null) return null;
  return OWN_UID.exec(identity.uid)?.[1]?.toLowerCase() ?? null;
}

/** The key of an identity. Each kind has its own prefix, so that keys of different kinds never collide. */
export function identityKeyOf(identity: Identity, source: string): IdentityKey {
  const ownId = ownBookingId(identity);
  if (ownId !== null) return ownKeyOf(ownId);
  switch (identity.kind) {
    case 'uid':
      return { source, uid: `uid:${identity.uid}`, recurrenceId: identity.recurrenceId ?? '' };
    case 'external':
      return { source, uid: `external:${identity.externalId}`, recurrenceId: '' };
    case 'fingerprint':
      return { source, uid: `fingerprint:${identity.fingerprint}`, recurrenceId: '' };
  }
}

/** The key of the event of a booking in numina's own export. */
export function ownKeyOf(bookingId: string): IdentityKey {
  return { source: OWN_SOURCE, uid: OWN_PREFIX + bookingId, recurrenceId: '' };
}

/** The inverse of {@link identityKeyOf}. */
export function identityOf({ uid, recurrenceId }: IdentityKey): Identity {
  const at = uid.indexOf(':');
  const name = uid.slice(at + 1);
  switch (uid.slice(0, at)) {
    case 'booking':
      return { kind: 'uid', uid: `${name}@numina`, recurrenceId: null };
    case 'external':
      return { kind: 'external', externalId: name };
    case 'fingerprint':
      return { kind: 'fingerprint', fingerprint: name };
    default:
      return { kind: 'uid', uid: name, recurrenceId: recurrenceId || null };
  }
}

/** {@link ownBookingId} of a key. */
export function ownIdOf({ uid }: IdentityKey): string | null {
  return uid.startsWith(OWN_PREFIX) ? uid.slice(OWN_PREFIX.length) : null;
}

/** Whether it is the key of a class in mails, whose UIDs numina makes. */
export function isMailKey({ uid }: IdentityKey): boolean {
  return uid.startsWith('uid:mail:');
}

/** The key of a class in mails by its name and a former start; see `partial` in IncomingBooking. */
export function formerKey(formerUid: string, source: string): IdentityKey {
  return identityKeyOf({ kind: 'uid', uid: formerUid, recurrenceId: null }, source);
}

/** A key as one text, for maps. */
export function keyText({ source, uid, recurrenceId }: IdentityKey): string {
  return `${source}\n${uid}\n${recurrenceId}`;
}

/** What the source calls the event, for the report; null where it gives no name. */
export function uidOf(identity: Identity): string | null {
  switch (identity.kind) {
    case 'uid':
      return identity.uid;
    case 'external':
      return identity.externalId;
    case 'fingerprint':
      return null;
  }
}
