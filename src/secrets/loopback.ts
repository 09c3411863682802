// A secret may be sent unencrypted only to this machine.

/**
 * Whether a host name always means this machine: `localhost`, 127.0.0.0/8, `::1` (RFC 6761 §6.3, RFC 1122 §3.2.1.3).
 */
export function isLoopback(host: string): boolean {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
