import { parseContent } from '../source-content.ts';
import { isOlder } from '../version.ts';
import { identityKeyOf, keyText } from './identity-key.ts';
import type { KnownIdentity } from './known-identity.ts';
import type { KnownNames, RecognisedArrival } from './recognition.ts';

/**
 * The identity of a class that a newer mail moved away from the start that this mail gives. So a change that is read late
 * finds the booking that a newer change has made. Null for any other arrival.
 */
export function findMovedOn(
  { said, key, source, identity }: Omit<RecognisedArrival, 'movedOn'>,
  { identities }: KnownNames,
): KnownIdentity | null {
  if (!said.partial || said.isCancelled || (identity && isOlder(said, identity))) return null;
  const atStart = identityKeyOf({ kind: 'uid', uid: said.partial.startUid, recurrenceId: null }, source);
  const known = identities.get(keyText(atStart));
  if (!known || keyText(atStart) === keyText(key) || !isOlder(said, known)) return null;
  return parseContent(known.content).startsAt === said.startsAt ? null : known;
}
