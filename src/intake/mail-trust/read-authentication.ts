import { domainOf, isWithin } from '../mail/sender-of.ts';
import { type AuthenticationResults, type MethodResult, parseAuthenticationResults } from './authentication-results.ts';
import { type MailHeaders, valuesOf } from './mail-headers.ts';

/** What the server of a mailbox says of the signatures of a mail; `none` where it says nothing that counts. */
export type Authentication =
  | {
      readonly kind: 'told';
      /** The domains of all signatures (DKIM, RFC 6376) that it found to be right. */
      readonly signers: readonly string[];
      /** What it found of each signature, in its own words: `fail`, `none`, `pass`. */
      readonly found: readonly string[];
    }
  | {
      readonly kind: 'none';
      /** Who has written what stands in its place; null for nobody, or nobody who can be read. */
      readonly by: string | null;
    };

/**
 * Reads what the server `authServer` has written at the top of a mail. Only the topmost `Authentication-Results` counts:
 * everybody else's stand below it, and anybody could have written them (RFC 8601 §5). ARC is another's word.
 */
export function readAuthentication(headers: MailHeaders, authServer: string): Authentication {
  const topmost = readTopmost(headers);
  if (topmost === null) return { kind: 'none', by: null };
  if (topmost.server !== serverKey(authServer)) return { kind: 'none', by: topmost.server };
  const signatures = topmost.results.filter(({ method }) => method === 'dkim');
  return {
    kind: 'told',
    signers: signatures.flatMap((each) => (each.result === 'pass' ? (signerOf(each) ?? []) : [])),
    found: signatures.map(({ result }) => result),
  };
}

/** The topmost `Authentication-Results` of a mail; null where there is none that can be read. */
export function readTopmost(headers: MailHeaders): AuthenticationResults | null {
  const [topmost] = valuesOf(headers, 'authentication-results');
  const read = topmost === undefined ? null : parseAuthenticationResults(topmost);
  return read && { ...read, server: serverKey(read.server) };
}

/** How an authserv-id is compared. */
export function serverKey(server: string): string {
  return server.trim().toLowerCase().replace(/\.$/, '');
}

/** The domain that signed: `header.d`, else that of `header.i`. Null where it is not told, or told in two ways. */
function signerOf({ properties }: MethodResult): string | null {
  const [domains, identities] = ['header.d', 'header.i'].map((name) => [
    ...new Set(properties.flatMap((each) => (each.name === name ? domainOf(each.value) : []))),
  ]) as [string[], string[]];
  const [domain] = domains.length === 0 ? identities : domains;
  if (domain === undefined || domain === '' || domains.length > 1 || identities.length > 1) return null;
  // The identity lies within the domain (RFC 6376 §3.5), or somebody has put the one or the other there.
  return identities.every((identity) => isWithin(identity, domain)) ? domain : null;
}
