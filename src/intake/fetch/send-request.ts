import { lookup as lookUpHost } from 'node:dns';
import { type IncomingMessage, type OutgoingHttpHeaders, request as requestPlainly } from 'node:http';
import { request as requestSafely } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { VERSION } from '../../version.ts';
import { fetchFailure } from './fetch-failures.ts';

export interface Answer {
  readonly response: IncomingMessage;
  /** The IP address that answers. */
  readonly from: string | undefined;
}

export interface Ask {
  readonly headers: OutgoingHttpHeaders;
  /** Makes it a POST. */
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Whether an IP address may not be asked. */
  readonly isForbidden?: (address: string) => boolean;
}

/**
 * One request, as far as the head of its answer. A connection of its own: a kept one would keep the program. What goes
 * wrong after the head, the end of `signal` too, is an error of the response: else it would look like its end.
 */
export function sendRequest(url: URL, { headers, body, signal, isForbidden = () => false }: Ask): Promise<Answer> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A host that is an address already is never looked up.
  if (isIP(host) !== 0 && isForbidden(host)) return Promise.reject(strayed(url.host));
  const request: typeof requestPlainly = url.protocol === 'https:' ? requestSafely : requestPlainly;
  const method = body === undefined ? 'GET' : 'POST';
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const all = { 'accept-encoding': 'gzip, deflate, br', 'user-agent': `numina/${VERSION}`, ...headers, ...length };
  return new Promise((resolve, reject) => {
    let from: string | undefined;
    const asking = request(url, { agent: false, method, headers: all, lookup: guardedLookup(isForbidden), signal });
    asking
      // Once the answer is there its socket may be closed, and know nothing any more.
      .on('socket', (socket) => socket.once('connect', () => (from = socket.remoteAddress)))
      .on('response', (response) => {
        // Somebody may have read all of it already.
        response.on('error', () => undefined);
        asking.on('error', (error) => response.destroy(error));
        resolve({ response, from });
      })
      .on('error', reject)
      .end(body);
  });
}

/** Looks a name up and refuses it for any forbidden address: the connection goes to what has been checked. */
function guardedLookup(isForbidden: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookUpHost(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) callback(error ?? new Error(hostname), '');
      else if (addresses.some(({ address }) => isForbidden(address))) callback(strayed(hostname), '');
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function strayed(host: string) {
  return fetchFailure(
    `A public server sends us to a private address (${host}).`,
    'Give that address yourself, if it is one you trust.',
  );
}
