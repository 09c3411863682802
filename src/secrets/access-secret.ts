import { createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * What opens the way to an account, or to one shared calendar. A token, a sign-in link, the cookie of a browser and the
 * address of a calendar each hold one.
 */
export interface AccessSecret {
  /** The account in whose rows to look: before that, nobody's rows can be seen. */
  readonly userId: string;
  /** The id of the account and 256 bits that nobody can guess. Safe in an address and in a header. */
  readonly text: string;
  /** The SHA-256 of the text, which is all that is stored. It is looked up by an index, so no comparison takes time that tells of it. */
  readonly hash: string;
}

/** 256 bits in base64url. */
const RANDOM = '[\\w-]{43}';
const SECRET = new RegExp(`^(?<userId>[\\w-]{1,64})\\.${RANDOM}$`);
/** As long as a digest in base64url. */
const BYTES = 32;

/** A new secret of an account. */
export function makeSecret(userId: string): AccessSecret {
  return secretOf(userId, randomBytes(BYTES));
}

/** The secret that a key gives for a purpose: who has the key can show it again. */
export function deriveSecret(userId: string, key: Uint8Array, purpose: string): AccessSecret {
  return secretOf(userId, createHmac('sha256', key).update(`${userId}\n${purpose}`).digest());
}

/** Reads what somebody brought; null where it cannot be a secret. Whether it is one is for the database to say. */
export function parseSecret(text: string): AccessSecret | null {
  const userId = SECRET.exec(text)?.groups?.['userId'];
  return userId === undefined ? null : { userId, text, hash: digestOf(text) };
}

/** The SHA-256 of a text, in base64url. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function secretOf(userId: string, bits: Buffer): AccessSecret {
  const secret = parseSecret(`${userId}.${bits.toString('base64url')}`);
  if (secret === null) throw new Error(`No secret can name the account ${userId}.`);
  return secret;
}
