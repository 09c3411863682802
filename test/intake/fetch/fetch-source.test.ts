import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createSafeServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type FetchLimits, fetchSource } from '../../../src/intake/fetch/fetch-source.ts';
import { onThisMachine, patient } from '../../support/patience.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';
import { useWebServer } from '../../support/web-server.ts';

const CALENDAR = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
const MEBIBYTE = 1024 * 1024;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** How many bytes the endless stream got rid of, and the requests for a password that came. */
const seen = { endless: 0, isEndlessClosed: false, authorizations: [] as (string | undefined)[] };

const send =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Answer =>
  (_, response) =>
    response.writeHead(status, headers).end(body);
const sendTo =
  (location: string, status = 302): Answer =>
  (_, response) =>
    response.writeHead(status, { location }).end('elsewhere');

const ANSWERS: Readonly<Record<string, Answer>> = {
  '/good.ics': send(CALENDAR, { 'content-type': 'text/html' }),
  '/gzip': send(gzipSync(CALENDAR), { 'content-encoding': 'gzip' }),
  '/brotli': send(brotliCompressSync(CALENDAR), { 'content-encoding': 'br' }),
  '/deflate': send(deflateSync(CALENDAR), { 'content-encoding': 'deflate' }),
  '/deflate-bare': send(deflateRawSync(CALENDAR), { 'content-encoding': 'Deflate' }),
  '/no-deflate': send(CALENDAR, { 'content-encoding': 'deflate' }),
  '/deflate-bomb': send(deflateSync(Buffer.alloc(30 * MEBIBYTE)), { 'content-encoding': 'deflate' }),
  '/asks-as': (request, response) => response.end(request.headers['user-agent']),
  '/no-gzip': send(CALENDAR, { 'content-encoding': 'gzip' }),
  '/half-gzip': send(gzipSync(CALENDAR.repeat(100)).subarray(0, 40), { 'content-encoding': 'gzip' }),
  '/zstd': send(CALENDAR, { 'content-encoding': 'zstd' }),
  '/once': sendTo('/good.ics'),
  '/permanently': sendTo('good.ics', 308),
  '/loop': sendTo('/loop'),
  '/to-file': sendTo('file:///etc/passwd'),
  '/to-ftp': sendTo('ftp://127.0.0.1/a.ics'),
  '/to-nonsense': sendTo('https://'),
  '/nowhere': (_, response) => response.writeHead(302).end(),
  '/not-modified': (_, response) => response.writeHead(304).end(),
  '/silence': () => undefined,
  '/drip': (_, response) => {
    response.writeHead(200);
    const dripping = setInterval(() => response.write('B'), 20);
    response.on('close', () => clearInterval(dripping));
  },
  '/endless': (_, response) => {
    const part = Buffer.alloc(65_536, 'x');
    const more = () => {
      while (!response.destroyed && response.write(part)) seen.endless += part.length;
    };
    response.writeHead(200).on('drain', more);
    response.on('close', () => (seen.isEndlessClosed = true));
    more();
  },
  '/bomb': (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    const packing = createGzip();
    packing.pipe(response);
    const zeros = Buffer.alloc(MEBIBYTE);
    const more = () => {
      while (!response.destroyed && packing.write(zeros));
    };
    packing.on('drain', more);
    response.on('close', () => packing.destroy());
    more();
  },
  '/short': (_, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write(CALENDAR, () => response.destroy());
  },
  '/long-head': (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(100_000) }).end(CALENDAR),
  '/closed': (_, response) => response.destroy(),
  '/secret.ics': (request, response) => {
    seen.authorizations.push(request.headers.authorization);
    response.end(CALENDAR);
  },
  '/to-secret': sendTo('/secret.ics'),
  '/to-secret-elsewhere': (_, response) => response.writeHead(302, { location: other('/secret.ics') }).end(),
  '/to-neighbour': (_, response) => response.writeHead(302, { location: other('/good.ics') }).end(),
  '/to-named-neighbour': (request, response) =>
    response.writeHead(302, { location: `http://localhost:${request.socket.localPort}/good.ics` }).end(),
};

function answer(request: IncomingMessage, response: ServerResponse): void {
  const [path = '', rest = ''] = request.url?.split('?') ?? [];
  if (path === '/hop') sendTo(rest === '0' ? '/good.ics' : `/hop?${Number(rest) - 1}`)(request, response);
  else if (path === '/status') send('no calendar', {}, Number(rest))(request, response);
  else ANSWERS[path]?.(request, response);
}

const at = useWebServer(answer);
/** Another host: all of 127/8 is this machine. */
const other = useWebServer(answer, '127.0.0.2');
const inFolder = useTemporaryFolder();

async function read(path: string, limits?: Partial<FetchLimits>): Promise<string> {
  return (await fetchSource(at(path), { timeoutMs: patient(10_000), ...limits })).bytes.toString();
}

/** Takes the first host for a public one. */
const STRICT: Partial<FetchLimits> = { isPrivate: (address) => address !== '127.0.0.1' };

describe('reading an address', () => {
  it('gives what is there, whatever its type is said to be', async () => {
    const { bytes, fileName, notes } = await fetchSource(at('/good.ics?token=1'));
    expect({ text: bytes.toString(), fileName }).toEqual({ text: CALENDAR, fileName: 'good.ics' });
    expect(notes).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+ was read by http: anybody on the way/)]);
  });

  it.each(['/gzip', '/brotli', '/deflate', '/deflate-bare', '/once', '/permanently', '/hop?4'])(
    'follows and unpacks: %s',
    async (path) => {
      expect(await read(path)).toBe(CALENDAR);
    },
  );

  it('says who asks', async () => {
    expect(await read('/asks-as')).toMatch(/^numina\/\d+\.\d+\.\d+/);
  });

  it('sends a password to the host it was typed for, and to no other', async () => {
    const withPassword = (path: string) => at(path).replace('http://', 'http://ana:pass%20word@');
    seen.authorizations = [];
    for (const path of ['/secret.ics', '/to-secret', '/to-secret-elsewhere']) await fetchSource(withPassword(path));
    const authorization = `Basic ${Buffer.from('ana:pass word').toString('base64')}`;
    expect(seen.authorizations).toEqual([authorization, authorization, undefined]);
  });

  it.each([
    ['/status?400', /answers 400 instead of a calendar/],
    ['/status?401', /does not let us read it \(401\)/],
    ['/status?403', /does not let us read it \(403\)/],
    ['/status?404', /does not have it \(404\)/],
    ['/status?410', /has it no longer \(410\)/],
    ['/status?429', /cannot answer now \(429\)/],
    ['/status?500', /cannot answer now \(500\)/],
    ['/status?503', /cannot answer now \(503\)/],
    ['/status?204', /answers 204 instead/],
    ['/not-modified', /answers 304 instead/],
    ['/nowhere', /answers 302 instead/],
    ['/loop', /without end: more than 5 redirects/],
    ['/hop?5', /without end/],
    ['/to-file', /something that is not a web address/],
    ['/to-ftp', /something that is not a web address/],
    ['/to-nonsense', /something that is not a web address/],
    ['/no-gzip', /compressed wrongly/],
    ['/no-deflate', /compressed wrongly/],
    ['/half-gzip', /compressed wrongly/],
    ['/zstd', /a compression that numina does not know/],
    ['/short', /broke off in the middle/],
    ['/closed', /broke off in the middle/],
    ['/long-head', /HPE_HEADER_OVERFLOW/],
  ])('says what is wrong with %s', async (path, says) => {
    await expect(read(path)).rejects.toMatchObject({ kind: 'failure', message: expect.stringMatching(says) });
  });

  it.each(['/silence', '/drip'])('waits no longer than it may: %s', async (path) => {
    const beganAt = performance.now();
    const reading = read(path, { timeoutMs: 300 });
    await expect(reading).rejects.toThrow(/did not send all of it within 0\.3 seconds/);
    expect(performance.now() - beganAt).toBeLessThan(onThisMachine(5000));
  });

  it('stops at its limit in what never ends', async () => {
    await expect(read('/endless', { maxBytes: 2 * MEBIBYTE })).rejects.toThrow('more than 2 MiB');
    await expect.poll(() => seen.isEndlessClosed).toBe(true);
    expect(seen.endless).toBeLessThan(20 * MEBIBYTE);
  });

  it('stops at its limit in what is packed', async () => {
    for (const path of ['/bomb', '/deflate-bomb']) await expect(read(path)).rejects.toThrow('more than 20 MiB');
  });
});

describe('a private address', () => {
  it('may be typed, and may lead to another', async () => {
    expect((await fetchSource(at('/to-neighbour'))).bytes.toString()).toBe(CALENDAR);
  });

  it.each([
    ['/to-neighbour', /private address \(127\.0\.0\.2:\d+\)/],
    ['/to-named-neighbour', /private address \(localhost\)/],
  ])('is not reached from a public one: %s', async (path, says) => {
    // The name may stand for ::1 and 127.0.0.1: one private address is enough.
    const isPrivate = path === '/to-neighbour' ? STRICT.isPrivate : privateFromSecondOn();
    await expect(fetchSource(at(path), { ...STRICT, ...(isPrivate && { isPrivate }) })).rejects.toThrow(says);
  });
});

/** The host that answers first counts as public; every address that a name stands for after it does not. */
function privateFromSecondOn(): (address: string) => boolean {
  let isFirst = true;
  return () => {
    const isPrivate = !isFirst;
    isFirst = false;
    return isPrivate;
  };
}

describe('https', () => {
  async function withServer(server: Server, test: (address: string) => Promise<void>): Promise<void> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await test(`https://127.0.0.1:${(server.address() as AddressInfo).port}/a.ics`);
    } finally {
      server.close();
    }
  }

  it('that is none fails in words', async () => {
    const babbling = createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-OpenSSH_9.2\r\n'));
    await withServer(babbling, async (address) => {
      await expect(fetchSource(address)).rejects.toThrow(/does not speak https as it should|broke off/);
    });
    const hangingUp = createServer((socket) => socket.destroy());
    await withServer(hangingUp, async (address) => {
      await expect(fetchSource(address)).rejects.toThrow(/broke off/);
    });
  });

  it.skipIf(spawnSync('openssl', ['version']).status !== 0)(
    'of a stranger is not trusted (needs openssl)',
    async () => {
      const [key, cert] = [inFolder('key.pem'), inFolder('cert.pem')];
      const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1`;
      execFileSync('openssl', [...words.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' });
      const server = createSafeServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
        response.end(CALENDAR),
      );
      await withServer(server, async (address) => {
        await expect(fetchSource(address)).rejects.toThrow(/certificate of 127\.0\.0\.1:\d+ cannot be trusted/);
      });
    },
  );

  it('is what webcal means', async () => {
    const hangingUp = createServer((socket) => socket.destroy());
    await withServer(hangingUp, async (address) => {
      await expect(fetchSource(address.replace('https', 'webcal'))).rejects.toThrow(/broke off/);
    });
  });

  it('needs somebody there', async () => {
    await expect(fetchSource('https://127.0.0.1:1/a.ics')).rejects.toThrow(/cannot be read \(ECONNREFUSED\)/);
    await expect(fetchSource('https://studio.invalid/a.ics')).rejects.toThrow('There is no host studio.invalid');
  });
});
