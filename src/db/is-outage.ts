import { StorageError } from '../errors.ts';

/** Codes of errors that end by themselves, or once somebody has looked after the server. */
const CODES: readonly string[] = [
  'server_unreachable',
  'connection_lost',
  'outcome_unknown',
  'too_many_connections',
  'server_overloaded',
  'server_failed',
  'not_writable',
  'disk_full',
  'login_refused',
];

/** Whether nothing at all can be done with the database for a while, so that one word about it is enough. */
export function isOutage(error: unknown): boolean {
  return error instanceof StorageError && CODES.includes(error.code);
}
