import { createHash } from 'node:crypto';

/** Octets of a digest: among a million names, two share one once in 200 boxes. */
const DIGEST_OCTETS = 7;

/**
 * Which mails of a mailbox are done, whatever their order: a program that copies a mailbox brings old mails too. Kept as
 * short digests of their names, so that a cursor stays small.
 */
export class SeenMails {
  readonly #digests: Set<string>;

  private constructor(digests: Set<string>) {
    this.#digests = digests;
  }

  /** What {@link toText} wrote; nothing for null, and for what it did not write. */
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

  /** Forgets what is there no more. */
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
