import { FailureError } from '../errors.ts';

/** Why an address could not be read; all of them leave everything as it was. */
export function fetchFailure(message: string, hint: string, cause?: unknown): FailureError {
  return new FailureError('cannot_fetch', message, hint, cause);
}

const CHECK_ADDRESS = 'Check the address; a calendar program often shows it as “subscribe” or “private address”.';

/** An answer that is neither the document nor the way to it. */
export function answerFailure(host: string, status: number): FailureError {
  if (status === 401 || status === 403) {
    return fetchFailure(
      `${host} does not let us read it (${status}).`,
      'Copy its private address from the studio’s site, or download the file and import that.',
    );
  }
  if (status === 404 || status === 410) {
    const what = status === 410 ? 'has it no longer' : 'does not have it';
    return fetchFailure(`${host} ${what} (${status}).`, CHECK_ADDRESS);
  }
  if (status === 429 || status >= 500) {
    return fetchFailure(`${host} cannot answer now (${status}).`, 'Try again later.');
  }
  return fetchFailure(`${host} answers ${status} instead of a calendar.`, CHECK_ADDRESS);
}

/** What went wrong on the way, in words, by the code that Node or OpenSSL gives it. */
export function connectionFailure(host: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '') return error;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return fetchFailure(`There is no host ${host}, or no network.`, 'Check the address and the connection.', error);
  }
  if (/CERT|SIGNATURE|ISSUER/.test(code)) {
    return fetchFailure(
      `The certificate of ${host} is not to be trusted (${code}).`,
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
