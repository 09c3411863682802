import { createHash } from 'node:crypto';
import { bodyOf, type MailHeaders, valuesOf } from './mail-headers.ts';

/** The headers that a sender writes. The headers of servers differ between copies of a mail. */
const OF_SENDER = ['from', 'date', 'subject', 'message-id', 'content-type', 'content-transfer-encoding'];

/** A key that all copies of a mail share. It depends on everything that can change the meaning of the mail. */
export function mailKeyOf(octets: Uint8Array, headers: MailHeaders): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify(OF_SENDER.map((name) => valuesOf(headers, name))));
  hash.update(bodyOf(octets));
  return hash.digest('hex').slice(0, 32);
}
