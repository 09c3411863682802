import { createHash } from 'node:crypto';
import { bodyOf, type MailHeaders, valuesOf } from './mail-headers.ts';

/** What a sender writes; what servers add on the way differs from copy to copy. */
const OF_SENDER = ['from', 'date', 'subject', 'message-id', 'content-type', 'content-transfer-encoding'];

/** By which a mail is known again, wherever a copy of it lies: made of all that can change what it says. */
export function mailKeyOf(octets: Uint8Array, headers: MailHeaders): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify(OF_SENDER.map((name) => valuesOf(headers, name))));
  hash.update(bodyOf(octets));
  return hash.digest('hex').slice(0, 32);
}
