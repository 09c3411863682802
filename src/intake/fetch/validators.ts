import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { readHttpDate } from './http-date.ts';

/**
 * The validators of a document (RFC 9110 §8.8): the server compares them to tell whether it has changed. Null where the
 * server sent none.
 */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

// RFC 9110 §8.8.3, with spaces too, as some servers send them. Any other value is not sent back: `*` would match every
// version.
const ETAG = /^(?:W\/)?"[\x20\x21\x23-\x7e\x80-\xff]{0,1000}"$/;

/** The validators in an answer. */
export function readValidators(headers: IncomingHttpHeaders): Validators {
  return usable({ etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null });
}

/** The headers that ask for the document only if it has changed; none where there are no validators. */
export function conditionHeaders(validators: Validators): OutgoingHttpHeaders {
  const { etag, lastModified } = usable(validators);
  return {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
}

function usable({ etag, lastModified }: Validators): Validators {
  return {
    etag: etag !== null && ETAG.test(etag) ? etag : null,
    lastModified: lastModified !== null && readHttpDate(lastModified) !== null ? lastModified : null,
  };
}
