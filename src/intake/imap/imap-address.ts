import { domainToASCII } from 'node:url';
import { UsageError } from '../../errors.ts';
import { field, words } from '../../words.ts';

/** Where a folder lies, as its address says it (RFC 5092, as far as a person writes one). */
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
 * Reads `imaps://user@host:port/FOLDER`; with percent-encoding where the name or the folder holds what means something
 * in an address. Throws UsageError, for a password too.
 */
export function parseImapAddress(place: string): ImapAddress {
  const [, scheme, user, host = '', port, path] = (place.length > LONGEST ? null : SHAPE.exec(place)) ?? [];
  if (scheme === undefined) throw new UsageError('bad_address', 'The address of the mailbox cannot be read.', EXAMPLE);
  if (user?.includes(':')) {
    throw new UsageError(
      'secret_in_address',
      'The address holds a password, which every program here can read from the command line.',
      words`Give it without, with ${field('passwordCommand')} or ${field('passwordFile')}.`,
    );
  }
  if (user?.includes('@')) {
    throw new UsageError(
      'bad_address',
      'The address holds more than one @.',
      words`Leave the name out of it, and give it with ${field('user')}.`,
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

/** In ASCII, without the brackets of an IPv6 address. */
function checkHost(host: string): string {
  const name = host.startsWith('[') ? host.slice(1, -1) : domainToASCII(host);
  if (/^[\w.:-]{1,255}$/.test(name)) return name.toLowerCase();
  throw new UsageError('bad_address', 'The address of the mailbox names no host.', EXAMPLE);
}

function checkPort(text: string | undefined, usual: number): number {
  const port = text === undefined ? usual : Number(text);
  if (port >= 1 && port <= 65_535) return port;
  throw new UsageError(
    'bad_address',
    `There is no port ${port}.`,
    `${EXAMPLE}, or with its port: mail.example.com:993`,
  );
}

function checkPart(text: string, what: string): string {
  let part: string;
  try {
    part = decodeURIComponent(text);
  } catch {
    const hint = 'A % in it is written as %25.';
    throw new UsageError('bad_address', `The ${what} in the address is no percent-encoding.`, hint);
  }
  if (part.isWellFormed() && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(part)) return part;
  throw new UsageError('bad_address', `The ${what} in the address holds control characters.`, EXAMPLE);
}
