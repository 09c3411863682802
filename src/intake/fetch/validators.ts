import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { readHttpDate } from './http-date.ts';

/** By what a server knows again which version of a document it sent (RFC 9110 §8.8); null is what it did not say. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

// RFC 9110 §8.8.3, with spaces, which some servers have. Nothing else is sent back: `*` would match every version.
const ETAG = /^(?:W\/)?"[\x20\x21\x23-\x7e\x80-\xff]{0,1000}"$/;

/** What an answer says of its version. */
export function readValidators(headers: IncomingHttpHeaders): Validators {
  return usable({ etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null });
}

/** The headers that ask for the document only where it is another version; none where nothing is known. */
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
