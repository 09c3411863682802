import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';

// What no library would send.

const api = useApiServer(useHomes());

/** Sends octets as they are, and gives all that comes back until the server closes. */
function send(text: string): Promise<string> {
  const { hostname, port } = new URL(api.url);
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('latin1');
    socket.on('data', (piece) => {
      heard += piece;
    });
    socket.on('end', () => resolve(heard));
    socket.on('error', reject);
  });
}

const END = 'Connection: close\r\n\r\n';

test.each(
  [
    ['GET /healthz HTTP/1.1\r\nHost: a b\r\n', [400, 421]],
    ['GET /healthz HTTP/1.1\r\nHost: \r\n', [400, 421]],
    ['GET /healthz HTTP/1.1\r\nHost: evil.example/../\r\n', [400, 421]],
    ['GET /healthz HTTP/1.1\r\nHost: localhost:99999\r\n', [400, 421]],
    ['GET /healthz HTTP/1.1\r\nHost: [::1\r\n', [400, 421]],
    ['GET /healthz HTTP/1.1\r\n', [400]],
    ['GET http://evil.example/healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n', [200, 400, 404, 421]],
    ['GET //evil.example/healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n', [404]],
    ['OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n', [400, 404]],
    ['TRACE /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n', [404, 405]],
    ['GET /api/v1/bookings/%ff HTTP/1.1\r\nHost: 127.0.0.1\r\n', [404]],
    [
      'GET /api/v1/bookings?search=%ff%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ana\r\n',
      [200, 400, 422],
    ],
    ['GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n', [404]],
    ['GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n', [404]],
    [`GET /${'x'.repeat(7000)} HTTP/1.1\r\nHost: 127.0.0.1\r\n`, [404]],
    [`GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(20_000)}\r\n`, [431]],
    ['NONSENSE\r\n', [400]],
  ].map(([request, statuses]) => [String(request).slice(0, 60), String(request), statuses] as const),
)('%j is answered as what it is', async (_name, request, statuses) => {
  const answer = await send(request + END);
  expect(statuses, answer).toContain(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]));
  expect(api.defects).toEqual([]);
});

test('a body that is too large is not read to its end', async () => {
  const answer = await send(
    'POST /api/v1/bookings HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ana\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});
