import { domainToASCII } from 'node:url';
import { UsageError } from '../../errors.ts';
import { field, words } from '../../words.ts';

/** The parts of the address of an IMAP folder: the subset of RFC 5092 that people write. */
export interface ImapAddress {
  readonly isEncrypted: boolean;
  readonly host: string;
  readonly port: number;
  /** Null where the address names nobody. */
  readonly user: string | null;
  readonly folder: string;
}

const LONGEST = 4000;
const SHAPE = /^(imaps?):\/\/(?:([^/]*)@)?(\[[0-9a-f:.]+\]|[^/:@?#]+)(?::(\d{1,5}))?(?:\/(.*))?$/is;
const EXAMPLE = 'For example: imaps://ana@mail.example.com/INBOX';

/**
 * Parses `imaps://user@host:port/FOLDER`. Special characters in the user or the folder are percent-encoded. Throws
 * UsageError, also for an address with a password.
 */
export function parseImapAddress(place: string): ImapAddress {
  const [, scheme, user, host = '', port, path] = (place.length > LONGEST ? null : SHAPE.exec(place)) ?? [];
  if (scheme === undefined) throw new UsageError('bad_address', 'The address of the mailbox cannot be read.', EXAMPLE);
  if (user?.includes(':')) {
    throw new UsageError(
      'secret_in_address',
      'The address contains a password. Other programs can read it on the command line.',
      words`Remove it from the address, and give ${field('passwordCommand')} or ${field('passwordFile')}.`,
    );
  }
  if (user?.includes('@')) {
    throw new UsageError(
      'bad_address',
      'The address contains more than one @.',
      words`Leave the user name out of the address, and give it with ${field('user')}.`,
    );
  }
  const isEncrypted = scheme.toLowerCase() === 'imaps';
  return {
    isEncrypted,
    host: checkHost(host),
    port: checkPort(port, isEncrypted ? 993 : 143),
    user: user === undefined || user === '' ? null : checkPart(user, 'name'),
    folder: checkPart(path ?? '', 'folder') || 'INBOX',
  };
}

/** The shortest address of a folder, as {@link parseImapAddress} reads it; it names nobody. */
export function formatImapAddress({ isEncrypted, host, port, folder }: Omit<ImapAddress, 'user'>): string {
  const name = host.includes(':') ? `[${host}]` : host;
  const place = port === (isEncrypted ? 993 : 143) ? name : `${name}:${port}`;
  return `${isEncrypted ? 'imaps' : 'imap'}://${place}/${encodeURI(folder)}`;
}

/** The host in ASCII, and an IPv6 address without its brackets. */
function checkHost(host: string): string {
  const name = host.startsWith('[') ? host.slice(1, -1) : domainToASCII(host);
  if (/^[\w.:-]{1,255}$/.test(name)) return name.toLowerCase();
  throw new UsageError('bad_address', 'The address of the mailbox names no host.', EXAMPLE);
}

function checkPort(text: string | undefined, usual: number): number {
  const port = text === undefined ? usual : Number(text);
  if (port >= 1 && port <= 65_535) return port;
  throw new UsageError('bad_address', `There is no port ${port}.`, `${EXAMPLE}, or with a port: mail.example.com:993`);
}

function checkPart(text: string, what: string): string {
  let part: string;
  try {
    part = decodeURIComponent(text);
  } catch {
    const hint = 'Write a % as %25.';
    throw new UsageError('bad_address', `The ${what} in the address is not valid percent-encoding.`, hint);
  }
  if (part.isWellFormed() && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(part)) return part;
  throw new UsageError('bad_address', `The ${what} in the address contains control characters.`, EXAMPLE);
}
