import type { MiddlewareHandler } from 'hono';
import { type CountWrongTry, limitWrongTries } from './limit-wrong-tries.ts';
import { requireHost } from './require-host.ts';
import { requireOwnOrigin } from './require-own-origin.ts';
import { secureHeaders } from './secure-headers.ts';

/** What stands before everything that a server answers, the outermost first. */
export function guardOf(baseUrl: () => string, count: CountWrongTry): readonly MiddlewareHandler[] {
  return [secureHeaders(), requireHost(baseUrl), limitWrongTries(count), requireOwnOrigin(baseUrl)];
}
