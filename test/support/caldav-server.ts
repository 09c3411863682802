import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { patient } from './patience.ts';
import { MEMORY } from './temporary-folder.ts';

export const HAS_RADICALE = spawnSync('radicale', ['--version']).status === 0;

const USER = 'ana';
export const PASSWORD = 'correct horse';

/** A Radicale server on loopback for the tests of a file, with one user. */
export interface CaldavServer {
  readonly url: string;
  /** Sends a request as that user. */
  readonly ask: (method: string, path: string, body?: string, headers?: Record<string, string>) => Promise<Response>;
  /** The texts of the items in a collection, in no order. */
  readonly items: (path: string) => Promise<readonly string[]>;
  /** The ETags of the items, by path. */
  readonly etags: (path: string) => Promise<ReadonlyMap<string, string>>;
}

export function useCaldavServer(env: NodeJS.ProcessEnv = process.env): CaldavServer {
  let server: ChildProcess | undefined;
  let folder = '';
  let url = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(MEMORY, 'numina-radicale-'));
    const port = await freePort();
    url = `http://127.0.0.1:${port}/`;
    writeFileSync(join(folder, 'users'), `${USER}:${PASSWORD}\n`);
    writeFileSync(join(folder, 'config'), configOf(folder, port));
    server = spawn('radicale', ['--config', join(folder, 'config')], { env, stdio: ['ignore', 'inherit', 'inherit'] });
    while (server.exitCode === null) {
      if (await fetch(url).catch(() => null)) return;
      await pause(50);
    }
    throw new Error('Radicale does not run.');
  }, patient(30_000));
  afterAll(() => {
    server?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const ask: CaldavServer['ask'] = (method, path, body, headers) => {
    const authorization = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
    return fetch(new URL(path, url), { method, body: body ?? null, headers: { authorization, ...headers } });
  };
  async function properties(method: string, path: string, name: string, body: string) {
    const response = await ask(method, path, body, { depth: '1', 'content-type': 'application/xml' });
    const found = [...(await response.text()).matchAll(/<response>(.*?)<\/response>/gs)].map(([, each = '']) => {
      const [, href = ''] = /<href>(.*?)<\/href>/.exec(each) ?? [];
      const [, value = ''] = new RegExp(`<(?:\\w+:)?${name}>(.*?)</`, 's').exec(each) ?? [];
      return [href, unescapeXml(value)] as const;
    });
    return new Map(found.filter(([href]) => href.endsWith('.ics')));
  }
  return {
    get url() {
      return url;
    },
    ask,
    async items(path) {
      return [...(await properties('REPORT', path, 'calendar-data', ASK_DATA)).values()];
    },
    etags: (path) => properties('PROPFIND', path, 'getetag', ASK_ETAGS),
  };
}

const ASK_DATA =
  '<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><d:getetag/><c:calendar-data/></d:prop>' +
  '<c:filter><c:comp-filter name="VCALENDAR"/></c:filter></c:calendar-query>';
const ASK_ETAGS = '<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>';

function configOf(folder: string, port: number): string {
  return [
    ...['[server]', `hosts = 127.0.0.1:${port}`],
    ...['[auth]', 'type = htpasswd', `htpasswd_filename = ${join(folder, 'users')}`, 'htpasswd_encryption = plain'],
    ...['[storage]', `filesystem_folder = ${join(folder, 'store')}`],
    ...['[logging]', 'level = critical', ''],
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function unescapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => entities[name] ?? String.fromCodePoint(Number(code)));
}
