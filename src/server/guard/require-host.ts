import type { MiddlewareHandler } from 'hono';
import { isLoopback } from '../../secrets/loopback.ts';
import { command, field, words } from '../../words.ts';
import { toProblem } from '../problem.ts';
import { RequestError } from '../request-error.ts';

/**
 * Refuses a request whose `Host` is neither that of the base URL nor a loopback name: a page elsewhere whose name leads here
 * (DNS rebinding) is of another origin only by this.
 */
export function requireHost(baseUrl: () => string): MiddlewareHandler {
  return async ({ req }, next) => {
    const said = hostIn(req.header('host') ?? '');
    if (said !== null && (isLoopback(said) || said === new URL(baseUrl()).hostname)) return next();
    return toProblem(
      new RequestError(421, 'wrong_host', 'This server is not known by that name.', {
        hint: words`${command('serve', field('baseUrl', 'https://numina.example'))} says by which name it is reached.`,
        headers: { connection: 'close' },
      }),
    );
  };
}

/** The host without its port, as in a URL; null where it is none. */
function hostIn(header: string): string | null {
  const url = `http://${header}`;
  return URL.canParse(url) && !/[/?#@\\]/.test(header) ? new URL(url).hostname : null;
}
