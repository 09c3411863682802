import type { Identity } from '../incoming.ts';

/** Under which an event or row is found again: unique within `source`. */
export interface IdentityKey {
  readonly source: string;
  readonly uid: string;
  /** Empty for what is no instance of a series. */
  readonly recurrenceId: string;
}

/** What numina wrote is its own, whatever source the booking came from. */
const OWN_SOURCE = 'numina';
const OWN_UID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@numina$/i;

/** Whether numina wrote an event of this UID. */
export function isOwnUid(uid: string): boolean {
  return OWN_UID.test(uid);
}

/** Before the id, where another identity has the name of its kind. */
const OWN_PREFIX = 'booking:';

/** The id of the booking that an event of numina's own export is. */
export function ownBookingId(identity: Identity): string | null {
  // An instance of a series is what another program has made of the event.
  if (identity.kind !== 'uid' || identity.recurrenceId !== null) return null;
  return OWN_UID.exec(identity.uid)?.[1]?.toLowerCase() ?? null;
}

/** Each kind of identity has names of its own, so that none is taken for another. */
export function identityKeyOf(identity: Identity, source: string): IdentityKey {
  const ownId = ownBookingId(identity);
  if (ownId !== null) return { source: OWN_SOURCE, uid: OWN_PREFIX + ownId, recurrenceId: '' };
  switch (identity.kind) {
    case 'uid':
      return { source, uid: `uid:${identity.uid}`, recurrenceId: identity.recurrenceId ?? '' };
    case 'external':
      return { source, uid: `external:${identity.externalId}`, recurrenceId: '' };
    case 'fingerprint':
      return { source, uid: `fingerprint:${identity.fingerprint}`, recurrenceId: '' };
  }
}

/** The identity that a key was made of. */
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

/** {@link ownBookingId} by the key. */
export function ownIdOf({ uid }: IdentityKey): string | null {
  return uid.startsWith(OWN_PREFIX) ? uid.slice(OWN_PREFIX.length) : null;
}

/** One text for each key. */
export function keyText({ source, uid, recurrenceId }: IdentityKey): string {
  return `${source}\n${uid}\n${recurrenceId}`;
}

/** What the source itself calls it, for the report; null where it gives no name. */
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
