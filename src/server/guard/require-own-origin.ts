import type { MiddlewareHandler } from 'hono';
import { isLoopback } from '../../secrets/loopback.ts';
import { toProblem } from '../problem.ts';
import { RequestError } from '../request-error.ts';

const READING = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses a change that a page of another origin makes a browser ask for: with the cookie of the person, or to sign the
 * person in as somebody else. A browser says from where a request comes, and no page can make it lie. A program with a
 * token in `Authorization` is none of that: another origin may not send that header.
 */
export function requireOwnOrigin(baseUrl: () => string): MiddlewareHandler {
  return async ({ req }, next) => {
    const { headers } = req.raw;
    if (READING.includes(req.method) || headers.has('authorization') || isFromHere(headers, baseUrl())) return next();
    return toProblem(
      new RequestError(403, 'foreign_origin', 'This change is asked for by another site.', {
        hint: 'Send it from a page of this server, or with a token in the header Authorization.',
      }),
    );
  };
}

function isFromHere(headers: Headers, baseUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  // Browsers leave the other header out where the server is not reached by https.
  const origin = headers.get('origin');
  if (origin !== null) return origin === new URL(baseUrl).origin || origin === ownOrigin(headers.get('host') ?? '');
  return !headers.has('cookie');
}

/** The origin of a page of this machine; it is not that of the base URL where a proxy stands before the server. */
function ownOrigin(host: string): string | null {
  const url = `http://${host}`;
  return URL.canParse(url) && isLoopback(new URL(url).hostname) ? url : null;
}
