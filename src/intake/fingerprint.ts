import { createHash } from 'node:crypto';

/**
 * By what a class is known that has no name of its own: source, class, place and start. Capitals do not count, by
 * the rule with which the first one was made: another would no longer know what has come in.
 * `start` names the moment and must not depend on the home zone where the source is certain of it.
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
