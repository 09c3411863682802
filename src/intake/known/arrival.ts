import type { IncomingBooking } from '../incoming.ts';
import { formatContent } from '../source-content.ts';
import { type IdentityKey, identityKeyOf } from './identity-key.ts';

/** An event on its way in, with what it is known by. */
export interface Arrival {
  readonly said: IncomingBooking;
  readonly key: IdentityKey;
  readonly source: string;
  /** What the source says, as it is kept. */
  readonly content: string;
}

/** `defaultSource` is the source of what names none. */
export function toArrival(said: IncomingBooking, defaultSource: string): Arrival {
  const source = said.source ?? defaultSource;
  return { said, key: identityKeyOf(said.identity, source), source, content: formatContent(said) };
}
