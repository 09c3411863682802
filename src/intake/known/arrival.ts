import type { IncomingBooking } from '../incoming.ts';
import { formatContent } from '../source-content.ts';
import { type IdentityKey, identityKeyOf } from './identity-key.ts';

/** An incoming event with its key. */
export interface Arrival {
  readonly said: IncomingBooking;
  readonly key: IdentityKey;
  readonly source: string;
  /** What the source says, as {@link formatContent} writes it. */
  readonly content: string;
}

/** `defaultSource`: the source of events that name none. */
export function toArrival(said: IncomingBooking, defaultSource: string): Arrival {
  const source = said.source ?? defaultSource;
  return { said, key: identityKeyOf(said.identity, source), source, content: formatContent(said) };
}
