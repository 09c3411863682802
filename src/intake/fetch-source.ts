import { lookup as lookUpHost } from 'node:dns';
import { type IncomingMessage, request as requestPlainly } from 'node:http';
import { request as requestSafely } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { NuminaError } from '../errors.ts';
import { answerFailure, connectionFailure, fetchFailure } from './fetch-failures.ts';
import { isPrivateAddress } from './private-address.ts';
import { parseAddress } from './source-address.ts';

export interface Fetched {
  readonly bytes: Buffer;
  /** The last part of the path, which may say what the document is; the host where there is none. */
  readonly fileName: string;
  /** Whole sentences a person should know. */
  readonly notes: readonly string[];
}

export interface FetchLimits {
  /** For all of it, from the first name looked up to the last byte. */
  readonly timeoutMs: number;
  /** Of the document as it is and as it travels. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
  /** Whether an IP address is one that no public server may send us to. */
  readonly isPrivate: (address: string) => boolean;
}

const LIMITS: FetchLimits = {
  timeoutMs: 10_000,
  maxBytes: 20 * 1024 * 1024,
  maxRedirects: 5,
  isPrivate: isPrivateAddress,
};

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Reads a document of the web, by https or http. What a person types may be any host, also one at home; but a public
 * server may not lead to a private address, which would have this machine ask its neighbours in a stranger's name.
 * Throws UsageError for what is no such address, else FailureError.
 */
export async function fetchSource(address: string, limits: Partial<FetchLimits> = {}): Promise<Fetched> {
  const bounds = { ...LIMITS, ...limits };
  const signal = AbortSignal.timeout(bounds.timeoutMs);
  let url = parseAddress(address);
  const plainHosts = new Set<string>();
  let hasBeenPublic = false;
  for (let redirects = 0; redirects <= bounds.maxRedirects; redirects += 1) {
    const { host } = url;
    if (url.protocol === 'http:') plainHosts.add(host);
    try {
      const { response, from } = await ask(url, signal, hasBeenPublic ? bounds.isPrivate : () => false);
      hasBeenPublic ||= from === undefined || !bounds.isPrivate(from);
      const status = response.statusCode ?? 0;
      if (!REDIRECTS.includes(status) || response.headers.location === undefined) {
        const bytes = await readBody(response, host, bounds.maxBytes);
        return { bytes, fileName: fileNameOf(url), notes: [...plainHosts].map(warnOfPlain) };
      }
      response.destroy();
      url = followRedirect(url, response.headers.location);
    } catch (error) {
      if (signal.aborted) throw tooSlow(host, bounds.timeoutMs, error);
      throw error instanceof NuminaError ? error : connectionFailure(host, error);
    }
  }
  throw fetchFailure(
    `${url.host} sends us on and on: more than ${bounds.maxRedirects} redirects.`,
    'Open the address in a browser, and give the one it ends at.',
  );
}

interface Answer {
  readonly response: IncomingMessage;
  /** The IP address that answers. */
  readonly from: string | undefined;
}

/** One request, as far as the head of its answer. */
function ask(url: URL, signal: AbortSignal, isForbidden: (address: string) => boolean): Promise<Answer> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A host that is an address already is never looked up.
  if (isIP(host) !== 0 && isForbidden(host)) return Promise.reject(strayed(url.host));
  const request: typeof requestPlainly = url.protocol === 'https:' ? requestSafely : requestPlainly;
  const headers = {
    accept: 'text/calendar, text/csv;q=0.9, */*;q=0.5',
    'accept-encoding': 'gzip, br',
    'user-agent': 'numina',
  };
  return new Promise((resolve, reject) => {
    let from: string | undefined;
    request(url, { agent: false, headers, lookup: guardedLookup(isForbidden), signal })
      // Once the answer is there its socket may be closed, and know nothing any more.
      .on('socket', (socket) => socket.once('connect', () => (from = socket.remoteAddress)))
      .on('response', (response) => resolve({ response, from }))
      .on('error', reject)
      .end();
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

function followRedirect(from: URL, location: string): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw fetchFailure(
      `${from.host} sends us to what is no web address.`,
      'Open the address in a browser, and give the one it ends at.',
    );
  }
  // A password is for the host it was typed for.
  if (url.origin === from.origin) [url.username, url.password] = [from.username, from.password];
  else [url.username, url.password] = ['', ''];
  return url;
}

async function readBody(response: IncomingMessage, host: string, maxBytes: number): Promise<Buffer> {
  if (response.statusCode !== 200) {
    response.destroy();
    throw answerFailure(host, response.statusCode ?? 0);
  }
  const parts: Buffer[] = [];
  const decoder = decoderOf(response, host);
  // A part may be small on the way and large when unpacked, or the other way round.
  await pipeline(response, countBytes(host, maxBytes), decoder, countBytes(host, maxBytes), async (source) => {
    for await (const part of source) parts.push(part);
  });
  return Buffer.concat(parts);
}

function countBytes(host: string, maxBytes: number) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let size = 0;
    for await (const part of source) {
      size += part.length;
      if (size > maxBytes) throw tooLarge(host, maxBytes);
      yield part;
    }
  };
}

function decoderOf(response: IncomingMessage, host: string): Transform {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return new PassThrough();
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'br') return createBrotliDecompress();
  response.destroy();
  throw fetchFailure(`${host} sends a compression that nobody asked for.`, 'Download the file, then import it.');
}

function fileNameOf(url: URL): string {
  return url.pathname.split('/').findLast((part) => part !== '') ?? url.host;
}

function warnOfPlain(host: string): string {
  return `${host} was read by http: anybody on the way can see and change what it says. Use https where it has it.`;
}

function strayed(host: string) {
  return fetchFailure(
    `A public server sends us to a private address (${host}).`,
    'Give that address yourself, if it is one you trust.',
  );
}

function tooLarge(host: string, maxBytes: number) {
  const limit = `${Math.round(maxBytes / 1024 / 1024)} MiB`;
  return fetchFailure(`What ${host} sends has more than ${limit}.`, 'Download it, then import the file.');
}

function tooSlow(host: string, timeoutMs: number, cause: unknown) {
  return fetchFailure(
    `${host} did not send all of it within ${timeoutMs / 1000} seconds.`,
    'Try again, or download it, then import the file.',
    cause,
  );
}
