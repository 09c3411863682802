import { NuminaError, StorageError } from '../../errors.ts';
import { command, type Words, words } from '../../words.ts';

/** The code of an error: of PostgreSQL five letters and digits (SQLSTATE), of the network a word such as ECONNRESET. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Two transactions were in each other's way, and this one was undone: it may be tried again from its beginning. */
export function isConflict(error: unknown): boolean {
  const cause = error instanceof NuminaError ? error.cause : error;
  return ['40001', '40P01'].includes(codeOf(cause));
}

/** After such an error nothing more can be said over the connection. */
export function isLoss(error: unknown): boolean {
  const code = codeOf(error);
  return (
    // Class 08 is connection trouble; 57P01 to 57P05 end a session.
    /^(?:08...|57P0[1-5]|E[A-Z]{4,}|ERR_\w+)$/.test(code) || (error instanceof Error && LOST.test(error.message))
  );
}

const LOST =
  /^(?:Connection terminated|Query read timeout|timeout expired|Client has encountered|Client was closed|The server does not support SSL|There was an error establishing an SSL)/;

/** Turns an error of PostgreSQL, its driver or the network into a StorageError in words. Gives any other unchanged. */
export function toServerError(error: unknown, name: string): unknown {
  if (error instanceof NuminaError || !(error instanceof Error)) return error;
  const code = codeOf(error);
  const make = (kind: string, message: string, hint: Words) => new StorageError(kind, message, hint, error);
  const said = SAID.find(([pattern]) => pattern.test(code));
  if (said) return make(said[1], said[2](name, error.message), said[3]);
  if (/SSL|certificate/i.test(error.message) || /^(?:ERR_TLS|.*CERT|.*_SIGNATURE)/.test(code)) {
    return make(
      'tls_failed',
      `The server of ${name} did not prove who it is: ${plain(error.message)}.`,
      'Name its certificate with sslrootcert, or say with sslmode what is enough.',
    );
  }
  if (/client password must be|no password supplied/i.test(error.message)) return noPassword(name, error);
  if (/^timeout expired/.test(error.message)) return unreachable(name, 'it does not answer', error);
  if (isLoss(error)) {
    const reason = REASONS[code];
    if (reason !== undefined) return unreachable(name, reason, error);
    return make('connection_lost', `The connection to ${name} was lost.`, 'Nothing was changed. Try again.');
  }
  return error;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'it does not answer',
  ENOENT: 'there is no such socket',
  EACCES: 'its socket may not be used',
};

function unreachable(name: string, reason: string, cause: unknown): StorageError {
  return new StorageError(
    'server_unreachable',
    `The server of ${name} cannot be reached: ${reason}.`,
    'Check the address, the network and the server. Nothing was changed.',
    cause,
  );
}

function noPassword(name: string, cause: unknown): StorageError {
  return new StorageError(
    'login_refused',
    `The server of ${name} asks for a password, and there is none.`,
    PASSWORD_PLACES,
    cause,
  );
}

const PASSWORD_PLACES = 'Put the password into ~/.pgpass, or let database.password_command print it.';

/** The first sentence that the server or the driver said, without its full stop. */
function plain(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/\.$/, '');
}

/** By SQLSTATE. */
const SAID: readonly (readonly [RegExp, string, (name: string, message: string) => string, Words])[] = [
  [
    /^28/,
    'login_refused',
    (name, message) => `The server of ${name} does not let you in: ${plain(message)}.`,
    PASSWORD_PLACES,
  ],
  [/^3D000$/, 'unknown_database', (name) => `There is no database at ${name}.`, 'Create it first, with createdb.'],
  [
    /^42501$/,
    'not_permitted',
    (name, message) => `At ${name} this is not permitted: ${plain(message)}.`,
    'Ask its owner for the right, or run the command as its owner.',
  ],
  [
    /^53100$/,
    'disk_full',
    (name) => `There is no room left on the disk of the server of ${name}.`,
    'Free some space there; nothing was changed.',
  ],
  [/^53300$/, 'too_many_connections', (name) => `The server of ${name} has no connection left.`, 'Try again later.'],
  [/^53/, 'server_overloaded', (name) => `The server of ${name} has run out of memory.`, 'Try again in a moment.'],
  [
    /^25006$/,
    'not_writable',
    (name) => `The server of ${name} can only be read at the moment.`,
    'Nothing was changed. Name the server that is written to.',
  ],
  [
    /^(?:55P03|40001|40P01)$/,
    'database_locked',
    () => 'The database is in use by another program.',
    'Try again in a moment.',
  ],
  [/^57014$/, 'too_slow', (name) => `The server of ${name} took too long.`, 'Nothing was changed. Try again.'],
  [
    /^57P0[124]$/,
    'connection_lost',
    (name) => `The server of ${name} has ended the connection.`,
    'Nothing was changed. Try again.',
  ],
  [/^57P03$/, 'server_unreachable', (name) => `The server of ${name} is starting.`, 'Try again in a moment.'],
  [
    /^57P05$|^25P0[34]$/,
    'connection_lost',
    (name) => `${name} has waited too long.`,
    'Nothing was changed. Try again.',
  ],
  [
    /^XX00[12]$/,
    'database_corrupt',
    (name) => `The database ${name} is damaged.`,
    words`Bring back a copy of it; ${command('doctor')} says more.`,
  ],
  [
    /^58/,
    'server_failed',
    (name) => `The disk of the server of ${name} has failed.`,
    'Look into the log of the server.',
  ],
  [
    /^54000$/,
    'too_long',
    () => 'A text is too long for the index of PostgreSQL (2,704 bytes).',
    'Shorten it; nothing was changed.',
  ],
  [
    /^22021$/,
    'bad_text',
    () => 'A text has a character that PostgreSQL does not store (NUL).',
    'Remove it; nothing was changed.',
  ],
];

/** The connection was lost while the server saved: only a look at the record tells whether it did. */
export function outcomeUnknown(name: string, cause: unknown): StorageError {
  return new StorageError(
    'outcome_unknown',
    `The connection to ${name} was lost while the change was being saved: it may be saved, or not.`,
    words`Look with ${command('list')} before you do it again.`,
    cause,
  );
}
