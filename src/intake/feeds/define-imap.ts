import type { DayReading } from '../../bookings/said-filter.ts';
import { UsageError } from '../../errors.ts';
import { isLoopback } from '../../secrets/loopback.ts';
import { parseCommand } from '../../secrets/secret-command.ts';
import { field, words } from '../../words.ts';
import { parseImapAddress } from '../imap/imap-address.ts';
import { checkReading, type SaidReading } from '../said-reading.ts';
import type { ImapDefinition } from './feed.ts';
import { mailSinceOf } from './mail-since.ts';
import { checkWord, missing, type SaidAccess, secretOf } from './said-access.ts';

export interface SaidMailbox extends SaidReading, SaidAccess {
  /** The authserv-id (RFC 8601) of the server that is believed who a mail is of. */
  readonly authServer?: string | undefined;
}

export function isImapAddress(place: string): boolean {
  return /^imaps?:\/\//i.test(place);
}

/** A folder of an IMAP server. Throws UsageError. */
export async function imapOf(said: SaidMailbox, place: string, days: DayReading): Promise<ImapDefinition> {
  const { isEncrypted, host, port, user, folder } = parseImapAddress(place);
  return {
    kind: 'imap',
    ...{ host, port, folder },
    tls: isEncrypted ? 'tls' : isLoopback(host) ? 'none' : 'starttls',
    user: userOf(said, user),
    secret: mailSecretOf(said),
    ...(await mailReadingOf(said, days)),
  };
}

/** How the mails of a mailbox are read, wherever they lie. Throws UsageError. */
export async function mailReadingOf(said: SaidMailbox, days: DayReading) {
  const { authServer, since, ...rest } = said;
  const read = await checkReading(rest, days);
  return {
    ...{ source: null, type: read.type ?? null, zone: read.zone ?? null },
    ...{ only: read.only, skip: read.skip, maps: read.maps.map(({ text }) => text) },
    since: await mailSinceOf(since, days),
    authServer: authServer === undefined ? null : checkServer(authServer),
  };
}

/** Checks an authserv-id: a host, or a word without a dot (RFC 8601 §2.5). Throws UsageError. */
export function checkServer(value: unknown): string {
  const server = checkWord(value, field('authServer')).toLowerCase();
  if (/^[\p{L}\p{N}_.-]{1,255}$/u.test(server)) return server;
  const hint = 'It is the name after Authentication-Results: in a mail that came to you, such as mx.example.com.';
  throw new UsageError('bad_server', words`${field('authServer')} names no server.`, hint);
}

/** Who logs in. Said in the address and as an option, it must be one name. */
function userOf({ user: said }: SaidAccess, user: string | null): string {
  const option = said === undefined ? '' : checkWord(said, field('user'));
  if (user !== null && option !== '' && user !== option) {
    throw new UsageError(
      'two_users',
      words`The address names ${user}, and ${field('user')} ${option}.`,
      words`Give one of them; a name that holds an @ is given with ${field('user')}.`,
    );
  }
  const name = user ?? option;
  if (name === '') throw missing(field('user'), 'It is the name you log in with, often the whole address.');
  return name;
}

function mailSecretOf(said: SaidAccess): ImapDefinition['secret'] {
  const password = secretOf(said, 'password');
  const { oauthCommand } = said;
  if (oauthCommand === undefined) {
    if (password !== null) return { kind: 'password', from: password };
    throw missing(
      words`${field('passwordCommand')}, ${field('passwordFile')} or ${field('oauthCommand')}`,
      'A name alone lets nobody in.',
    );
  }
  if (password === null) {
    const command = parseCommand(checkWord(oauthCommand, field('oauthCommand')), field('oauthCommand'));
    return { kind: 'token', from: { command, file: null } };
  }
  const fact = words`A password and ${field('oauthCommand')} are both given.`;
  throw new UsageError('two_secrets', fact, 'Give one of them.');
}
