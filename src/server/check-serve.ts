import { saidWholeNumber } from '../bookings/said-values.ts';
import { inField, UsageError } from '../errors.ts';
import { isLoopback } from '../secrets/loopback.ts';
import { field, words } from '../words.ts';

/** What is asked of a server, not checked yet. */
export interface SaidServe {
  readonly host?: string | undefined;
  readonly port?: string | number | undefined;
  readonly baseUrl?: string | undefined;
  readonly isInsecure: boolean;
  readonly hasReminders: boolean;
}

export interface ServeRequest {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** How it is reached from outside, without a slash at its end; null: at its own host and port. */
  readonly baseUrl: string | null;
  readonly hasReminders: boolean;
}

const USUAL_HOST = '127.0.0.1';
const USUAL_PORT = 6464;

/** Checks where a server is to listen. Throws UsageError, also where others could listen to what is said to it. */
export function checkServe({ host = USUAL_HOST, port, baseUrl, isInsecure, hasReminders }: SaidServe): ServeRequest {
  if (host.trim() === '')
    throw new UsageError('bad_host', words`${field('host')} is empty.`, 'Give a name or an address.');
  const checked = {
    host: host.trim(),
    port: port === undefined ? USUAL_PORT : saidWholeNumber(port, field('port'), 0, 65_535),
    baseUrl: baseUrl === undefined ? null : inField('baseUrl', () => checkBaseUrl(baseUrl)),
    hasReminders,
  };
  if (isLoopback(checked.host) || isInsecure || checked.baseUrl?.startsWith('https:')) return checked;
  throw new UsageError(
    'not_encrypted',
    words`Others in the network could read along at ${checked.host}.`,
    words`Let a proxy end https in front of it and give ${field('baseUrl', 'https://…')}, or say ${field('insecure')}.`,
  );
}

function checkBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url && isWeb && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '') {
    return url.origin;
  }
  throw new UsageError(
    'bad_base_url',
    words`${field('baseUrl')} is no address of a server.`,
    'Write it like https://numina.example, without a path.',
  );
}
