import { lookup as lookUpHost } from 'node:dns';
import { type IncomingMessage, type OutgoingHttpHeaders, request as requestPlainly } from 'node:http';
import { request as requestSafely } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { VERSION } from '../../version.ts';
import { fetchFailure } from './fetch-failures.ts';

export interface Answer {
  readonly response: IncomingMessage;
  /** The IP address of the server. */
  readonly from: string | undefined;
}

export interface Ask {
  readonly headers: OutgoingHttpHeaders;
  /** If set, the request is a POST. */
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Whether a request to an IP address is refused. */
  readonly isForbidden?: (address: string) => boolean;
}

/**
 * Sends one request and resolves with the head of its answer. Each request has its own connection, since a kept-alive
 * one would keep the process running. Any failure after the head, an abort by `signal` too, becomes an error of the
 * response; otherwise it would look like the end of the body.
 */
export function sendRequest(url: URL, { headers, body, signal, isForbidden = () => false }: Ask): Promise<Answer> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A host that is an IP address is never looked up.
  if (isIP(host) !== 0 && isForbidden(host)) return Promise.reject(strayed(url.host));
  const request: typeof requestPlainly = url.protocol === 'https:' ? requestSafely : requestPlainly;
  const method = body === undefined ? 'GET' : 'POST';
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const all = { 'accept-encoding': 'gzip, deflate, br', 'user-agent': `numina/${VERSION}`, ...headers, ...length };
  return new Promise((resolve, reject) => {
    let from: string | undefined;
    const asking = request(url, { agent: false, method, headers: all, lookup: guardedLookup(isForbidden), signal });
    asking
      // Read the address now: when the answer arrives, the socket may be closed.
      .on('socket', (socket) => socket.once('connect', () => (from = socket.remoteAddress)))
      .on('response', (response) => {
        // Without a listener, an error after the last read would end the process.
        response.on('error', () => undefined);
        asking.on('error', (error) => response.destroy(error));
        resolve({ response, from });
      })
      .on('error', reject)
      .end(body);
  });
}

/** A DNS lookup that fails if any address is forbidden. The connection uses the checked addresses. */
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
