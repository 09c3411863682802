import { createHash } from 'node:crypto';

/**
 * The identity of a class that has no UID and no number of its own: a hash of source, class, place and start. Case does
 * not count. The hash must never change: with another one, nothing that came in before would be recognised. `start`
 * names the moment. It must not depend on the home zone where the source is certain of the moment.
 */
export function fingerprintOf(said: {
  readonly source: string | null;
  readonly className: string;
  readonly location: string | null;
  readonly start: string;
}): string {
  const text = [said.source ?? '', said.className, said.location ?? '', said.start].join('\n').toLowerCase();
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
