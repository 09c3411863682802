import { UsageError } from '../../errors.ts';
import { isLoopback } from '../../secrets/loopback.ts';
import type { SecretSource } from '../../secrets/read-secret.ts';

/** How to log in for a client of a studio: as a member of its staff, since Mindbody lets nobody else read the API. */
export interface MindbodyAccount {
  /** The address of the API, as {@link parseBaseUrl} accepts it. */
  readonly baseUrl: string;
  /** The site ID of the studio; -99 is Mindbody's sandbox. */
  readonly siteId: string;
  /** The client ID at the studio. */
  readonly clientId: string;
  /** IANA zone of the studio. */
  readonly zone: string;
  /** The user name of a member of the staff. */
  readonly userName: string;
  readonly password: SecretSource;
  readonly apiKey: SecretSource;
}

export const MINDBODY_BASE_URL = 'https://api.mindbodyonline.com/public/v6';

/** Checks the address of an API: https, or http on this machine, since requests contain secrets. Throws UsageError. */
export function parseBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url && isSafe && !url.username && !url.password && !url.search && !url.hash) return url;
  throw new UsageError(
    'bad_base_url',
    'Secrets cannot be sent to this address of an API.',
    `Give one like ${MINDBODY_BASE_URL}.`,
  );
}

/** Checks a site ID. Throws UsageError. */
export function parseSiteId(text: string): string {
  const siteId = text.trim();
  if (/^-?\d{1,10}$/.test(siteId)) return siteId;
  throw new UsageError(
    'bad_site',
    'The number of a Mindbody site is a whole number.',
    'Ask the studio for its site ID.',
  );
}
