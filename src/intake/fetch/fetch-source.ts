import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { NuminaError } from '../../errors.ts';
import type { Transfer } from '../whole-document.ts';
import { answerFailure, connectionFailure, fetchFailure } from './fetch-failures.ts';
import { isPrivateAddress } from './private-address.ts';
import { readBody } from './read-body.ts';
import { sendRequest } from './send-request.ts';
import { parseAddress } from './source-address.ts';
import { MAX_DOCUMENT_BYTES } from './unpack-document.ts';
import { conditionHeaders, NO_VALIDATORS, readValidators, type Validators } from './validators.ts';
import { withinTime } from './within-time.ts';

export interface Fetched extends Transfer {
  readonly bytes: Buffer;
  /** The last part of the path, which may say what the document is; the host where there is none. */
  readonly fileName: string;
  /** Whole sentences a person should know. */
  readonly notes: readonly string[];
  /** For the next {@link fetchIfChanged} of the same address; none where another origin answered. */
  readonly validators: Validators;
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

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export interface FetchOptions {
  /** Instead of those in the address. */
  readonly credentials?: Credentials;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<FetchLimits>;
}

const LIMITS: FetchLimits = {
  timeoutMs: 10_000,
  maxBytes: MAX_DOCUMENT_BYTES,
  maxRedirects: 5,
  isPrivate: isPrivateAddress,
};

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Reads a document of the web, by https or http. What a person types may be any host, also one at home; but a public
 * server may not lead to a private address, which would have this machine ask its neighbours in a stranger's name.
 * Throws UsageError for what is no such address, else SourceFailure.
 */
export async function fetchSource(address: string, limits: Partial<FetchLimits> = {}): Promise<Fetched> {
  return reach(address, NO_VALIDATORS, { limits }, readDocument);
}

/**
 * Reads a document as {@link fetchSource} does, unless it is still the one that the validators came with: null.
 * Throws the reason of the signal where that ends it.
 */
export async function fetchIfChanged(
  address: string,
  validators: Validators,
  options: FetchOptions = {},
): Promise<Fetched | null> {
  return reach(address, validators, options, async (arrival) => {
    const { response, isConditional } = arrival;
    if (!isConditional || response.statusCode !== 304) return readDocument(arrival);
    response.destroy();
    return null;
  });
}

/** The answer at the end of all redirects. */
interface Arrival {
  readonly response: IncomingMessage;
  readonly url: URL;
  readonly maxBytes: number;
  /** Hosts that were asked by http. */
  readonly plainHosts: ReadonlySet<string>;
  /** Whether no other origin than that of the address has been asked. */
  readonly isAtOrigin: boolean;
  /** Whether only another version was asked for. */
  readonly isConditional: boolean;
}

async function reach<T>(
  address: string,
  validators: Validators,
  { credentials, signal: outer, limits }: FetchOptions,
  take: (arrival: Arrival) => Promise<T>,
): Promise<T> {
  const { timeoutMs, maxBytes, maxRedirects, isPrivate } = { ...LIMITS, ...limits };
  const typed = parseAddress(address);
  const condition = conditionHeaders(validators);
  // Both are for the origin they were given for, and for no other that it leads to.
  const ownHeaders = { ...loginHeaders(typed, credentials), ...condition };
  const plainHosts = new Set<string>();
  let url = withoutLogin(typed);
  let [isAtOrigin, hasBeenPublic] = [true, false];

  async function follow(signal: AbortSignal): Promise<T> {
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      if (url.protocol === 'http:') plainHosts.add(url.host);
      const headers = { accept: 'text/calendar, text/csv;q=0.9, */*;q=0.5', ...(isAtOrigin && ownHeaders) };
      const isForbidden = hasBeenPublic ? isPrivate : () => false;
      const { response, from } = await sendRequest(url, { headers, signal, isForbidden });
      hasBeenPublic ||= from === undefined || !isPrivate(from);
      const { location } = response.headers;
      if (!REDIRECTS.includes(response.statusCode ?? 0) || location === undefined) {
        const isConditional = isAtOrigin && Object.keys(condition).length > 0;
        return take({ response, url, maxBytes, plainHosts, isAtOrigin, isConditional });
      }
      response.destroy();
      url = followRedirect(url, location);
      isAtOrigin &&= url.origin === typed.origin;
    }
    throw fetchFailure(
      `${url.host} sends us on and on: more than ${maxRedirects} redirects.`,
      'Open the address in a browser, and give the one it ends at.',
    );
  }

  try {
    return await withinTime(timeoutMs, outer, follow, (cause) => tooSlow(url.host, timeoutMs, cause));
  } catch (error) {
    outer?.throwIfAborted();
    throw error instanceof NuminaError ? error : connectionFailure(url.host, error);
  }
}

/** Basic authentication (RFC 7617) by what is given, else by what is in the address. */
function loginHeaders(url: URL, credentials: Credentials | undefined): OutgoingHttpHeaders {
  if (!credentials && url.username === '' && url.password === '') return {};
  const { user, password } = credentials ?? { user: decodePart(url.username), password: decodePart(url.password) };
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** A part of an address as it was typed, where it is no proper percent-encoding. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function withoutLogin(from: URL): URL {
  const url = new URL(from);
  [url.username, url.password] = ['', ''];
  return url;
}

function followRedirect(from: URL, location: string): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return withoutLogin(url);
  throw fetchFailure(
    `${from.host} sends us to what is no web address.`,
    'Open the address in a browser, and give the one it ends at.',
  );
}

async function readDocument({ response, url, maxBytes, plainHosts, isAtOrigin }: Arrival): Promise<Fetched> {
  if (response.statusCode !== 200) {
    response.destroy();
    throw answerFailure(url.host, response.statusCode ?? 0, response.headers);
  }
  return {
    ...(await readBody(response, url.host, maxBytes)),
    charset: charsetOf(response.headers['content-type']),
    fileName: fileNameOf(url),
    notes: [...plainHosts].map(warnOfPlain),
    validators: isAtOrigin ? readValidators(response.headers) : NO_VALIDATORS,
  };
}

/** The charset parameter of a media type (RFC 9110 §8.3); null where it has none. */
function charsetOf(mediaType = ''): string | null {
  const [, quoted, bare] = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(mediaType) ?? [];
  return (quoted ?? bare)?.trim().replace(/^'(.*)'$/, '$1') || null;
}

function fileNameOf(url: URL): string {
  return url.pathname.split('/').findLast((part) => part !== '') ?? url.host;
}

function warnOfPlain(host: string): string {
  return `${host} was read by http: anybody on the way can see and change what it says. Use https where it has it.`;
}

function tooSlow(host: string, timeoutMs: number, cause: unknown) {
  return fetchFailure(
    `${host} did not send all of it within ${timeoutMs / 1000} seconds.`,
    'Try again, or download it, then import the file.',
    cause,
  );
}
