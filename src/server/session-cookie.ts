import { cookieName } from '../accounts/access/authenticate.ts';
import { SESSION_MS } from '../accounts/access/browser-session-service.ts';

/**
 * The `Set-Cookie` that keeps a browser signed in (RFC 6265). Scripts cannot read the cookie, and another site cannot send
 * it along with a form.
 */
export function keepCookie(secret: string, isSecure: boolean): string {
  return cookie(secret, SESSION_MS / 1000, isSecure);
}

/** The `Set-Cookie` by which a browser forgets its session. */
export function dropCookie(isSecure: boolean): string {
  return cookie('', 0, isSecure);
}

function cookie(value: string, seconds: number, isSecure: boolean): string {
  const parts = [`${cookieName(isSecure)}=${value}`, 'Path=/', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Lax'];
  return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ');
}
