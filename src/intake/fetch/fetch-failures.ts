import type { IncomingHttpHeaders } from 'node:http';
import { FailureError } from '../../errors.ts';
import { DAY_MS } from '../../time/units.ts';
import type { Words } from '../../words.ts';
import { readHttpDate } from './http-date.ts';

export interface Outlook {
  /** The wait that the server asks for, at most a day; null where it asks for none. */
  readonly retryAfterMs: number | null;
  /** Whether asking again soon is useless, because a person has to do something first. */
  readonly isFinal: boolean;
}

/** Says why a source could not be read and when to ask again. Nothing was changed. */
export class SourceFailure extends FailureError {
  readonly retryAfterMs: number | null;
  readonly isFinal: boolean;

  constructor(message: Words, hint: Words, outlook: Partial<Outlook> = {}, cause?: unknown) {
    super('cannot_fetch', message, hint, cause);
    this.retryAfterMs = outlook.retryAfterMs ?? null;
    this.isFinal = outlook.isFinal ?? false;
  }
}

export function fetchFailure(message: string, hint: string, cause?: unknown): SourceFailure {
  return new SourceFailure(message, hint, {}, cause);
}

const CHECK_ADDRESS = 'Check the address; a calendar program often shows it as “subscribe” or “private address”.';

/** The failure for an answer that is neither a document nor a redirect. */
export function answerFailure(host: string, status: number, headers: IncomingHttpHeaders): SourceFailure {
  const [message, hint] = describeAnswer(host, status);
  return new SourceFailure(message, hint, outlookOf(status, headers));
}

function describeAnswer(host: string, status: number): [message: string, hint: string] {
  if (status === 401 || status === 403) {
    return [
      `${host} does not let us read it (${status}).`,
      'Copy its private address from the studio’s site, or download the file and import that.',
    ];
  }
  if (status === 404 || status === 410) {
    const what = status === 410 ? 'has it no longer' : 'does not have it';
    return [`${host} ${what} (${status}).`, CHECK_ADDRESS];
  }
  if (status === 429 || status >= 500) return [`${host} cannot answer now (${status}).`, 'Try again later.'];
  return [`${host} answers ${status} instead of a calendar.`, CHECK_ADDRESS];
}

const FINAL = [401, 403, 404, 410];

/** What a failed answer says about the next request. */
export function outlookOf(status: number, headers: IncomingHttpHeaders): Outlook {
  return { retryAfterMs: readRetryAfter(headers), isFinal: FINAL.includes(status) };
}

/**
 * Retry-After (RFC 9110 §10.2.3), in ms. A date is compared with the Date header, since the server's clock may differ
 * from ours.
 */
function readRetryAfter({ 'retry-after': text = '', date = '' }: IncomingHttpHeaders): number | null {
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, DAY_MS);
  const [at, now] = [readHttpDate(text), readHttpDate(date)];
  return at === null || now === null ? null : Math.min(Math.max(at - now, 0), DAY_MS);
}

/** Explains a connection error by its code from Node or OpenSSL. An error without a code is returned unchanged. */
export function connectionFailure(host: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '') return error;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return fetchFailure(`There is no host ${host}, or no network.`, 'Check the address and the connection.', error);
  }
  if (/CERT|SIGNATURE|ISSUER/.test(code)) {
    return fetchFailure(
      `The certificate of ${host} cannot be trusted (${code}).`,
      'Somebody may be in between; download the file in a browser that tells more.',
      error,
    );
  }
  if (/^(?:ERR_SSL|ERR_TLS|EPROTO)/.test(code)) {
    return fetchFailure(`${host} does not speak https as it should (${code}).`, CHECK_ADDRESS, error);
  }
  if (/^(?:Z_|ERR_BROTLI|ERR__ERROR_FORMAT)/.test(code)) {
    return fetchFailure(`What ${host} sends is compressed wrongly (${code}).`, 'Try again later.', error);
  }
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return fetchFailure(`${host} broke off in the middle.`, 'Try again later.', error);
  }
  return fetchFailure(`${host} cannot be read (${code}).`, 'Check the address and the connection.', error);
}
