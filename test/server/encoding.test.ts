import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';

const api = useApiServer(useHomes());

/** Asks without what `fetch` does by itself. */
function ask(path: string, headers: Readonly<Record<string, string>>) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const sent = request(`${api.url}${path}`, { headers: { authorization: 'Bearer ana', ...headers } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
      });
    });
    sent.on('error', reject).end();
  });
}

const LARGE = ['/api/v1/bookings?limit=500', '/api/v1/calendar/export', '/api/v1/openapi.json', '/docs'];

test.each(LARGE)('%s is packed as its reader takes it, and is the same', async (path) => {
  const plain = await ask(path, {});
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.body.length).toBeGreaterThan(1024);
  const br = await ask(path, { 'accept-encoding': 'gzip, deflate, br' });
  expect(br.headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
  const gzip = await ask(path, { 'accept-encoding': 'gzip, br;q=0' });
  expect(gzip.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
  expect(gzip.headers['vary']).toMatch(/accept-encoding/i);
  expect(gzip.headers['etag']).toBe(`W/${plain.headers['etag']}`);
  const tag = String(gzip.headers['etag']);
  expect((await ask(path, { 'accept-encoding': 'gzip', 'if-none-match': tag })).status).toBe(304);
});

test('what is small goes as it is', async () => {
  const { headers, body } = await ask('/api/v1/pauses', { 'accept-encoding': 'gzip' });
  expect(headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(body.toString())).toMatchObject({ nextCursor: null });
});
