import type { Context, MiddlewareHandler } from 'hono';
import { LIMITS, type RateLimit } from '../../accounts/access/rate-limit.ts';
import { toProblem } from '../problem.ts';
import { RequestError } from '../request-error.ts';
import { clientAddress } from './client-address.ts';

/** Counts a wrong try of an address; gives null while it has tries left, else for how many seconds it has none. */
export type CountWrongTry = (limit: RateLimit, address: string) => Promise<number | null>;

/**
 * Answers 429 to an address that tries wrong secrets again and again. What is right is never refused: who looks for a secret
 * learns of it at once, but has more of them to try than anybody can.
 */
export function limitWrongTries(count: CountWrongTry): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const limit = limitOf(context);
    const seconds = limit && (await count(limit, clientAddress(context)));
    if (seconds === null) return;
    context.res = undefined;
    context.res = toProblem(
      new RequestError(429, 'too_many_tries', 'There were too many wrong tries from this address.', {
        hint: `Try again in ${seconds} s.`,
        headers: { 'retry-after': String(seconds) },
      }),
    );
  };
}

/** The limit that counts a try which was wrong; null where nothing was tried, or it was right. */
function limitOf({ req, res }: Context): RateLimit | null {
  if (req.path.startsWith('/calendars/')) return res.status === 404 ? LIMITS.calendar : null;
  if (req.path.startsWith('/in/')) return res.status === 404 ? LIMITS.signIn : null;
  if (res.status !== 401) return null;
  if (req.path === '/api/v1/session' && req.method === 'POST') return LIMITS.signIn;
  // A browser that was signed out must hear that it was, however often it asks.
  return req.header('authorization') === undefined ? null : LIMITS.token;
}
