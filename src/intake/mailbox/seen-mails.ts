import { createHash } from 'node:crypto';

/** The octets of a digest. In a mailbox of a million mails, the chance that any two share one is about 1 in 200. */
const DIGEST_OCTETS = 7;

/**
 * The mails of a mailbox that are done, in any order, since a program that copies a mailbox adds old mails too. Short
 * digests of their names keep the cursor small.
 */
export class SeenMails {
  readonly #digests: Set<string>;

  private constructor(digests: Set<string>) {
    this.#digests = digests;
  }

  /** Reads the text of {@link toText}. Null or any other text gives an empty set. */
  static of(text: string | null): SeenMails {
    const [, digests = ''] = /^seen:([A-Za-z0-9+/]*)$/.exec(text ?? '') ?? [];
    const octets = Buffer.from(digests, 'base64');
    const found = new Set<string>();
    for (let at = 0; at + DIGEST_OCTETS <= octets.length; at += DIGEST_OCTETS) {
      found.add(octets.toString('latin1', at, at + DIGEST_OCTETS));
    }
    return new SeenMails(found);
  }

  has(name: string): boolean {
    return this.#digests.has(digestOf(name));
  }

  add(name: string): void {
    this.#digests.add(digestOf(name));
  }

  /** Forgets the mails that are no longer there. */
  keepOnly(names: Iterable<string>): void {
    const present = new Set<string>();
    for (const name of names) present.add(digestOf(name));
    for (const digest of this.#digests) if (!present.has(digest)) this.#digests.delete(digest);
  }

  toText(): string {
    return `seen:${Buffer.from([...this.#digests].join(''), 'latin1')
      .toString('base64')
      .replace(/=+$/, '')}`;
  }
}

function digestOf(name: string): string {
  return createHash('sha256').update(name).digest().toString('latin1', 0, DIGEST_OCTETS);
}
