import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/** A real server on loopback for the tests of a file. The function makes a URL of a path on it. */
export function useWebServer(answer: RequestListener, host = '127.0.0.1'): (path: string) => string {
  let server: Server;
  let origin = '';
  beforeAll(async () => {
    server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return (path) => origin + path;
}
