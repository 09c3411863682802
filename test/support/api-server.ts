import { afterAll, beforeAll, expect } from 'vitest';
import { authenticate } from '../../src/accounts/access/authenticate.ts';
import { countWrongTry } from '../../src/accounts/access/rate-limit.ts';
import { findAccount } from '../../src/accounts/account-service.ts';
import { openProcess, type Process } from '../../src/app.ts';
import type { Scope } from '../../src/server/authenticator.ts';
import { guardOf } from '../../src/server/guard/guard-of.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import { createServerApp } from '../../src/server/server-app.ts';
import { fixedClock } from '../../src/time/clock.ts';
import { type Home, type Homes, NOW } from './home.ts';

/** Whose token a request has. */
export type Token = 'ana' | 'ana-read' | 'ben' | null;

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what is there
  readonly json: any;
}

export interface ApiRequest {
  /** JSON; text and bytes are sent as they are. */
  readonly body?: unknown;
  readonly token?: Token;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiServer {
  readonly url: string;
  readonly home: Home;
  readonly defects: readonly unknown[];
  /** `GET /bookings`: the path is below /api/v1, unless it begins with two slashes. */
  readonly ask: (line: string, request?: ApiRequest) => Promise<ApiAnswer>;
}

const SCOPES: Readonly<Record<string, readonly [account: string, scope: Scope]>> = {
  ana: ['local', 'write'],
  'ana-read': ['local', 'read'],
  ben: ['ben', 'write'],
};

/** The server over a real socket, on the season of Ana, made ready by `prepare`; Ben has an account beside her. */
export function useApiServer(homes: Homes, prepare: (home: Home) => Promise<void> = async () => undefined): ApiServer {
  let [home, machine, listening]: [Home | null, Process | null, Listening | null] = [null, null, null];
  const defects: unknown[] = [];
  const ending = new AbortController();
  const urlOf = () => `http://127.0.0.1:${listening?.port}`;

  beforeAll(async () => {
    home = homes.season();
    for (const line of ['account add ben --zone Europe/Berlin', 'config set zone America/New_York']) {
      expect(await home.run(line)).toMatchObject({ exitCode: 0 });
    }
    await prepare(home);
    const opened = openProcess({ env: home.env, account: null });
    machine = opened;
    const clock = fixedClock(new Date(NOW));
    const database = () => opened.session({ clock }).database();
    const app = createServerApp({
      process: opened,
      clock,
      async authenticate(credentials) {
        const found = SCOPES[credentials.authorization?.replace('Bearer ', '') ?? ''];
        if (!found) {
          return authenticate(await database(), clock, { ...credentials, isSecure: false });
        }
        const [name, scope] = found;
        const account = await findAccount((await opened.session().accounts()).store, name);
        return { account, scope, via: 'token', id: name };
      },
      baseUrl: urlOf,
      guard: guardOf(urlOf, async (limit, address) => countWrongTry(await database(), clock, limit, address)),
      ending: ending.signal,
      onDefect: (error) => defects.push(error),
    });
    listening = await listen(app, '127.0.0.1', 0, (error) => defects.push(error));
  });
  afterAll(async () => {
    ending.abort();
    await listening?.stop(0);
    await machine?.close();
  });

  return {
    get url() {
      return urlOf();
    },
    get home() {
      if (home === null) throw new Error('It is not there yet.');
      return home;
    },
    defects,
    async ask(line, { body, token = 'ana', headers = {} } = {}) {
      const [method = 'GET', path = ''] = line.split(' ');
      const address = path.startsWith('//') ? path.slice(1) : `/api/v1${path}`;
      const isRaw = typeof body === 'string' || body instanceof Uint8Array;
      const response = await fetch(`${urlOf()}${address}`, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isRaw ? (body as string | Buffer) : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
    },
  };
}
