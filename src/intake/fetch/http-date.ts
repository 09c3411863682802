import { DateTime } from 'luxon';

/** An HTTP date (RFC 9110 §5.6.7) in ms of the epoch, also as mails write it; null for anything else. */
export function readHttpDate(text: string): number | null {
  for (const at of [DateTime.fromHTTP(text), DateTime.fromRFC2822(text)]) if (at.isValid) return at.toMillis();
  return null;
}
