import { request } from 'node:http';
import { afterAll, beforeAll, expect } from 'vitest';
import { openProcess, type Process } from '../../src/app.ts';
import { type RunningServer, runServer } from '../../src/server/run-server.ts';
import type { Home, Homes } from './home.ts';

export interface ServerAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what is there
  readonly json: any;
  /** `name=value` of the cookie that is set; empty where none is. */
  readonly cookie: string;
}

export interface ServerRequest {
  /** Each as it is sent, also those that a browser would not let a page choose. */
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON; a text is sent as it is. */
  readonly body?: unknown;
}

export interface TestServer {
  readonly home: Home;
  readonly url: string;
  /** A new token of an account. */
  readonly token: (
    account: string,
    scope?: 'read' | 'write',
  ) => Promise<{ readonly id: string; readonly token: string }>;
  /** The secret of a new sign-in link of an account. */
  readonly link: (account: string) => Promise<string>;
  /** `GET /in/x`: the whole path. */
  readonly ask: (line: string, request?: ServerRequest) => Promise<ServerAnswer>;
  /** The cookie of a browser that has signed in now. */
  readonly signIn: (account: string) => Promise<string>;
}

/** What a browser sends with a request of a page of this server. */
export const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };

/** The server as it is shipped, on the season of Ana; Ben has an account beside her. `baseUrl` is how it is reached. */
export function useRunningServer(homes: Homes, baseUrl: string | null = null): TestServer {
  let [home, machine, running]: [Home | null, Process | null, RunningServer | null] = [null, null, null];
  const ending = new AbortController();
  const defects: unknown[] = [];
  const own = () => {
    if (home === null || running === null) throw new Error('It is not there yet.');
    return { home, url: running.url };
  };

  beforeAll(async () => {
    home = homes.season();
    await home.json('account add ben');
    machine = openProcess({ env: home.env, account: null });
    running = await runServer(machine, {
      ...{ host: '127.0.0.1', port: 0, baseUrl, hasReminders: false, signal: ending.signal },
      ...{ onEvent: () => undefined, onRequest: () => undefined },
      onDefect: (error) => defects.push(error),
    });
  });
  afterAll(async () => {
    ending.abort();
    await running?.ended;
    await machine?.close();
    expect(defects).toEqual([]);
  });

  const ask: TestServer['ask'] = (line, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const [method = 'GET', path = '/'] = line.split(' ');
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const sent = request(`${own().url}${path}`, { method, headers: { ...type, ...headers } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        answer.on('end', () => {
          const isJson = /\bjson\b/.test(answer.headers['content-type'] ?? '');
          resolve({
            ...{ status: answer.statusCode ?? 0, headers: answer.headers, text },
            json: isJson ? JSON.parse(text) : null,
            cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
          });
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
    });
  const link: TestServer['link'] = async (account) =>
    (await own().home.json<{ url: string }>(`account link ${account}`)).url.split('/').at(-1) ?? '';

  return {
    get home() {
      return own().home;
    },
    get url() {
      return own().url;
    },
    ask,
    link,
    token: (account, scope = 'write') => own().home.json(`account token add ${account} --label test --scope ${scope}`),
    async signIn(account) {
      const { cookie } = await ask('POST /api/v1/session', { body: { link: await link(account) }, headers: OWN_PAGE });
      return cookie;
    },
  };
}
