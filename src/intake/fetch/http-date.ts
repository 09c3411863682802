// RFC 9110 §5.6.7, but for the obsolete form of asctime, which names no zone.
const HTTP_DATE = /^[A-Z][a-z]{2,8}, [\w: -]{1,30} GMT$/;

/** An HTTP date in ms of the epoch; null for anything else. */
export function readHttpDate(text: string): number | null {
  const at = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
