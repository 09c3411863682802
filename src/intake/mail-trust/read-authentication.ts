import { domainOf, isWithin } from '../mail/sender-of.ts';
import { type AuthenticationResults, type MethodResult, parseAuthenticationResults } from './authentication-results.ts';
import { type MailHeaders, valuesOf } from './mail-headers.ts';

/** What the server of a mailbox says about the signatures of a mail; `none` where it says nothing valid. */
export type Authentication =
  | {
      readonly kind: 'told';
      /** The domains of all valid signatures (DKIM, RFC 6376). */
      readonly signers: readonly string[];
      /** The result for each signature, such as `fail`, `none` or `pass`. */
      readonly found: readonly string[];
    }
  | {
      readonly kind: 'none';
      /** The server that wrote the topmost header instead; null where there is none, or it cannot be read. */
      readonly by: string | null;
    };

/**
 * Reads what the server `authServer` has written at the top of a mail. Only the topmost `Authentication-Results` counts,
 * since anybody may have written those below it (RFC 8601 §5). ARC headers come from other servers and do not count.
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

/** An authserv-id in the form in which it is compared. */
export function serverKey(server: string): string {
  return server.trim().toLowerCase().replace(/\.$/, '');
}

/** The domain that signed: `header.d`, or else the domain of `header.i`. Null where it is missing or ambiguous. */
function signerOf({ properties }: MethodResult): string | null {
  const [domains, identities] = ['header.d', 'header.i'].map((name) => [
    ...new Set(properties.flatMap((each) => (each.name === name ? domainOf(each.value) : []))),
  ]) as [string[], string[]];
  const [domain] = domains.length === 0 ? identities : domains;
  if (domain === undefined || domain === '' || domains.length > 1 || identities.length > 1) return null;
  // The identity has to be within the domain (RFC 6376 §3.5). Otherwise one of them is forged.
  return identities.every((identity) => isWithin(identity, domain)) ? domain : null;
}
