import { type IdentityKey, isMailKey, keyText } from '../known/identity-key.ts';
import type { KnownIdentity } from '../known/known-identity.ts';
import { isOlder } from '../version.ts';

/**
 * The identities under which mails know bookings, with the changes of an import so far. Mails name a class by a number, or
 * by one of the starts that it had, so a booking has several.
 */
export class MailNames {
  readonly #byKey = new Map<string, KnownIdentity>();
  /** By source and booking. */
  readonly #byBooking = new Map<string, Map<string, KnownIdentity>>();

  constructor(stored: readonly KnownIdentity[]) {
    for (const identity of stored) this.#keep(identity);
  }

  /** Follows a change of an identity. Those that are not of mails do not matter. */
  learn(identity: KnownIdentity): void {
    if (isMailKey(identity)) this.#keep(identity);
  }

  #keep(identity: KnownIdentity): void {
    const text = keyText(identity);
    const before = this.#byKey.get(text);
    if (before && before.bookingId !== identity.bookingId) this.#byBooking.get(groupOf(before))?.delete(text);
    this.#byKey.set(text, identity);
    const group = this.#byBooking.get(groupOf(identity)) ?? new Map<string, KnownIdentity>();
    this.#byBooking.set(groupOf(identity), group.set(text, identity));
  }

  /** An identity as it is now. */
  current(identity: KnownIdentity): KnownIdentity {
    return this.#byKey.get(keyText(identity)) ?? identity;
  }

  has(key: IdentityKey, bookingId: string): boolean {
    return this.#byKey.get(keyText(key))?.bookingId === bookingId;
  }

  of(bookingId: string, source: string): readonly KnownIdentity[] {
    return [...(this.#byBooking.get(groupOf({ bookingId, source }))?.values() ?? [])];
  }

  /** The identity under which a source last mentioned a booking; null where it never did. */
  last(bookingId: string, source: string): KnownIdentity | null {
    const names = this.of(bookingId, source);
    return names.reduce<KnownIdentity | null>((last, each) => (last && !isOlder(last, each) ? last : each), null);
  }
}

function groupOf({ bookingId, source }: Pick<KnownIdentity, 'bookingId' | 'source'>): string {
  return `${source}\n${bookingId}`;
}
