import { DateTime } from 'luxon';

/** Reads an HTTP date (RFC 9110 §5.6.7), or a date as in mails; ms since the epoch, or null. */
export function readHttpDate(text: string): number | null {
  for (const at of [DateTime.fromHTTP(text), DateTime.fromRFC2822(text)]) if (at.isValid) return at.toMillis();
  return null;
}
