import { UsageError } from '../errors.ts';

/** Whether a text names a database at a server of PostgreSQL, rather than a file. */
export function isServerAddress(text: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(text);
}

/** The parts of an address; null where it is none. As libpq has it, a person may be named without a host. */
export function partsOfAddress(address: string): URL | null {
  const whole = address.replace(/^([^/]*:\/\/[^/?#]*@)(?=[/?#]|$)/, '$1localhost');
  return URL.canParse(whole) ? new URL(whole) : null;
}

/**
 * The address of a server as it is written and told: without a password. Throws UsageError for an address that has one,
 * since other people of the machine can read the words of a command.
 */
export function serverName(address: string): string {
  const url = partsOfAddress(address);
  if (url === null) {
    throw new UsageError(
      'bad_address',
      `${address.replace(/:[^:@/]*@/, ':…@')} is not the address of a database.`,
      'Write it as postgres://host/database.',
    );
  }
  if (url.password !== '' || url.searchParams.has('password')) {
    throw new UsageError(
      'password_in_address',
      'The address of the database holds a password, which others could read.',
      'Remove it; put it into ~/.pgpass, or let the setting database.password_command print it.',
    );
  }
  if (/^\/?$/.test(url.pathname)) {
    throw new UsageError(
      'bad_address',
      `${address} names no database.`,
      'Write it as postgres://host/database, with the name of the database behind the host.',
    );
  }
  return address.replace(/^postgresql:/i, 'postgres:');
}
