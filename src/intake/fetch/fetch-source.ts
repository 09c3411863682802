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
  /** The last part of the path, or the host where there is none. It may tell the format. */
  readonly fileName: string;
  /** Notes for the person, in whole sentences. */
  readonly notes: readonly string[];
  /** For the next {@link fetchIfChanged} of this address; empty where another origin answered. */
  readonly validators: Validators;
}

export interface FetchLimits {
  /** For the whole fetch, from the first DNS lookup to the last byte. */
  readonly timeoutMs: number;
  /** Applies to the document both compressed and uncompressed. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
  /** Whether an IP address is private. A public server must not redirect to one. */
  readonly isPrivate: (address: string) => boolean;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export interface FetchOptions {
  /** Used instead of those in the address. */
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
 * Fetches a document over https or http. A person may name any host, also one at home. But a redirect from a public
 * server to a private address is refused: otherwise a stranger could make this machine send requests to its neighbours.
 * Throws UsageError for a wrong address and SourceFailure for everything else.
 */
export async function fetchSource(address: string, limits: Partial<FetchLimits> = {}): Promise<Fetched> {
  return reach(address, NO_VALIDATORS, { limits }, readDocument);
}

/**
 * As {@link fetchSource}, but null where the document has not changed since the validators. Throws the reason of the
 * signal where that ended it.
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

/** The answer after all redirects. */
interface Arrival {
  readonly response: IncomingMessage;
  readonly url: URL;
  readonly maxBytes: number;
  /** Hosts that were asked over http. */
  readonly plainHosts: ReadonlySet<string>;
  /** Whether every request went to the origin of the address. */
  readonly isAtOrigin: boolean;
  /** Whether the request had validators, so that the answer may be 304. */
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
  // Credentials and validators are sent to the origin of the address only.
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
      `${url.host} redirects us without end: more than ${maxRedirects} redirects.`,
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

/** Basic authentication (RFC 7617) with the given credentials, else with those in the address. */
function loginHeaders(url: URL, credentials: Credentials | undefined): OutgoingHttpHeaders {
  if (!credentials && url.username === '' && url.password === '') return {};
  const { user, password } = credentials ?? { user: decodePart(url.username), password: decodePart(url.password) };
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** Decodes a part of an address; unchanged where its percent-encoding is malformed. */
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
    `${from.host} redirects us to something that is not a web address.`,
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

/** The charset in a media type (RFC 9110 §8.3); null where it has none. */
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
