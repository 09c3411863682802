import { setTimeout as sleep } from 'node:timers/promises';
import { FailureError, NuminaError } from '../../errors.ts';
import { readSecret, type SecretSource } from '../../secrets/read-secret.ts';
import { connectionFailure, outlookOf } from '../fetch/fetch-failures.ts';
import { readBody } from '../fetch/read-body.ts';
import { sendRequest } from '../fetch/send-request.ts';
import { withinTime } from '../fetch/within-time.ts';
import { isNestedBeyond } from '../json/json-depth.ts';
import { isFields } from '../json/json-record.ts';
import { type MindbodyAccount, parseBaseUrl, parseSiteId } from './mindbody-account.ts';
import { type Reply, replyFailure, shapeFailure, tooSlow } from './mindbody-failures.ts';

export interface MindbodyLimits {
  /** The time for reading one secret. */
  readonly secretMs: number;
  /** The time for one call, to the last byte of its answer. */
  readonly callMs: number;
  /** The time for the whole run. */
  readonly runMs: number;
  /** The size of an answer, both compressed and uncompressed. */
  readonly maxBytes: number;
  /** The delays before further attempts at a call that may succeed later. */
  readonly retryDelaysMs: readonly number[];
  /** Where the server asks for a longer wait, the call fails at once. */
  readonly longestWaitMs: number;
}

export const MINDBODY_LIMITS: MindbodyLimits = {
  secretMs: 10_000,
  callMs: 15_000,
  runMs: 120_000,
  maxBytes: 20 * 1024 * 1024,
  retryDelaysMs: [500, 2000],
  longestWaitMs: 5000,
};

export interface ClientRules {
  readonly limits: MindbodyLimits;
  readonly signal: AbortSignal;
}

export type Fields = Readonly<Record<string, unknown>>;
export type Query = readonly (readonly [name: string, value: string])[];

const SECRET_HINT = 'Check the command or the file that was given for it.';

/** The API for one run. It logs in before the first call, and once more where the token expires. */
export class MindbodyClient {
  readonly #base: URL;
  readonly #limits: MindbodyLimits;
  readonly #signal: AbortSignal;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #login: { readonly Username: string; readonly Password: string };
  /** Texts that no error message may contain. */
  readonly #secrets: string[];
  #token: string | null = null;
  #mayLogInAgain = true;

  private constructor(account: MindbodyAccount, apiKey: string, password: string, rules: ClientRules) {
    this.#base = parseBaseUrl(account.baseUrl);
    this.#limits = rules.limits;
    this.#signal = rules.signal;
    this.#headers = { accept: 'application/json', 'api-key': apiKey, siteid: parseSiteId(account.siteId) };
    this.#login = { Username: account.userName, Password: password };
    this.#secrets = [apiKey, password];
  }

  /**
   * Reads the secrets one after the other, since a keyring may ask the person. Throws as {@link get} does, and
   * UsageError.
   */
  static async open(account: MindbodyAccount, rules: ClientRules): Promise<MindbodyClient> {
    const { limits, signal } = rules;
    const read = (what: string, source: SecretSource) =>
      readSecret(what, source, limits.secretMs, signal, SECRET_HINT).catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
      });
    const apiKey = await read('API key', account.apiKey);
    if (!isVisible(apiKey)) {
      throw new FailureError('no_secret', 'The API key has a character that no API key has.', SECRET_HINT);
    }
    return new MindbodyClient(account, apiKey, await read('password', account.password), rules);
  }

  get host(): string {
    return this.#base.host;
  }

  /** Reads the JSON object at a path. Throws SourceFailure, or the reason of the signal. */
  async get(path: string, query: Query): Promise<Fields> {
    const url = this.#urlOf(path);
    for (const [name, value] of query) url.searchParams.append(name, value);
    this.#token ??= await this.#logIn();
    let reply = await this.#call(url, { authorization: `Bearer ${this.#token}` });
    if (reply.status === 401 && this.#mayLogInAgain) {
      this.#mayLogInAgain = false;
      this.#token = await this.#logIn();
      reply = await this.#call(url, { authorization: `Bearer ${this.#token}` });
    }
    return this.#accept(reply);
  }

  async #logIn(): Promise<string> {
    const headers = { 'content-type': 'application/json' };
    const reply = await this.#call(this.#urlOf('usertoken/issue'), headers, JSON.stringify(this.#login));
    const { AccessToken: token } = this.#accept(reply);
    if (typeof token !== 'string' || !isVisible(token)) throw shapeFailure(this.host, 'gives no token to log in with');
    this.#secrets.push(token);
    return token;
  }

  #urlOf(path: string): URL {
    return new URL(`${this.#base.href.replace(/\/+$/, '')}/${path}`);
  }

  #accept(reply: Reply): Fields {
    if (reply.status !== 200) throw replyFailure(this.host, reply, this.#secrets);
    if (!isFields(reply.value)) throw shapeFailure(this.host, 'answers with no JSON object');
    return reply.value;
  }

  /** Calls until the answer is not a temporary failure. */
  async #call(url: URL, headers: Readonly<Record<string, string>>, body?: string): Promise<Reply> {
    const { retryDelaysMs, longestWaitMs } = this.#limits;
    for (const delayMs of retryDelaysMs) {
      const reply = await this.#ask(url, headers, body);
      if (reply.status !== 429 && reply.status < 500) return reply;
      const waitMs = Math.max(delayMs, outlookOf(reply.status, reply.headers).retryAfterMs ?? 0);
      if (waitMs > longestWaitMs) return reply;
      await sleep(waitMs, undefined, { signal: this.#signal });
    }
    return this.#ask(url, headers, body);
  }

  async #ask(url: URL, headers: Readonly<Record<string, string>>, body: string | undefined): Promise<Reply> {
    const { callMs, maxBytes } = this.#limits;
    const all = { ...this.#headers, ...headers };
    try {
      const work = async (signal: AbortSignal): Promise<Reply> => {
        const { response } = await sendRequest(url, { headers: all, ...(body !== undefined && { body }), signal });
        const { bytes } = await readBody(response, url.host, maxBytes);
        return { status: response.statusCode ?? 0, headers: response.headers, value: parseJson(bytes) };
      };
      return await withinTime(callMs, this.#signal, work, () => tooSlow(url.host));
    } catch (error) {
      this.#signal.throwIfAborted();
      throw error instanceof NuminaError ? error : connectionFailure(url.host, error);
    }
  }
}

/** Real answers are six deep. */
const MAX_DEPTH = 64;

/**
 * Undefined where it is not JSON, or is nested too deep. The error of JSON.parse is dropped: it quotes the answer, and
 * so may contain a token.
 */
function parseJson(bytes: Buffer): unknown {
  try {
    const text = bytes.toString('utf8').replace(/^\ufeff/, '');
    return isNestedBeyond(text, MAX_DEPTH) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a text can be the value of a header. */
function isVisible(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
