import { UsageError } from '../../errors.ts';
import { isLoopback } from '../../secrets/loopback.ts';
import type { SecretSource } from '../../secrets/read-secret.ts';

/** A client of a studio, as somebody of its staff sees them: Mindbody lets nobody else ask. */
export interface MindbodyAccount {
  /** Where the API is, as {@link parseBaseUrl} takes it. */
  readonly baseUrl: string;
  /** The studio's number; -99 is Mindbody's sandbox. */
  readonly siteId: string;
  /** What the studio calls the client. */
  readonly clientId: string;
  /** IANA zone of the studio. */
  readonly zone: string;
  /** Of a member of the staff. */
  readonly userName: string;
  readonly password: SecretSource;
  readonly apiKey: SecretSource;
}

export const MINDBODY_BASE_URL = 'https://api.mindbodyonline.com/public/v6';

/** The root of an API: https, or http on this machine, as every request holds secrets. Throws UsageError. */
export function parseBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url && isSafe && !url.username && !url.password && !url.search && !url.hash) return url;
  throw new UsageError(
    'bad_base_url',
    'This is no address of an API that secrets can be sent to.',
    `Give one like ${MINDBODY_BASE_URL}.`,
  );
}

/** The number of a studio, as it is sent. Throws UsageError. */
export function parseSiteId(text: string): string {
  const siteId = text.trim();
  if (/^-?\d{1,10}$/.test(siteId)) return siteId;
  throw new UsageError(
    'bad_site',
    'The number of a Mindbody site is a whole number.',
    'Ask the studio for its site ID.',
  );
}
