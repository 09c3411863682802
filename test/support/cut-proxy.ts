import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/** Stands between a client and a server on loopback, for the tests of a file, and breaks what goes through it. */
export interface CutProxy {
  readonly port: number;
  /** How many connections are open now, and how many there were in all. */
  readonly open: number;
  readonly count: number;
  /** How many octets the server has sent in all. */
  readonly octets: number;
  /** Cuts all connections now. */
  readonly cut: () => void;
  /** Cuts each new connection after so many octets from the server; null for never. */
  cutAfter: number | null;
  /** Takes no new connections: each is cut at once. */
  isShut: boolean;
}

/** `target` gives the port of the server. */
export function useCutProxy(target: () => number): CutProxy {
  const sockets = new Set<Socket>();
  let [port, count, octetsSent] = [0, 0, 0];
  const server = createServer((client) => {
    if (proxy.isShut) {
      client.destroy();
      return;
    }
    count += 1;
    let left = proxy.cutAfter ?? Number.POSITIVE_INFINITY;
    const upstream = connect(target(), '127.0.0.1');
    const end = () => {
      client.destroy();
      upstream.destroy();
      sockets.delete(client);
    };
    sockets.add(client);
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    client.on('data', (octets) => upstream.write(octets));
    upstream.on('data', (octets: Buffer) => {
      client.write(octets.subarray(0, Math.min(left, octets.length)));
      left -= octets.length;
      octetsSent += octets.length;
      if (left <= 0) client.end(end);
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(async () => {
    proxy.cut();
    await new Promise((resolve) => server.close(resolve));
  });
  const proxy: CutProxy = {
    get port() {
      return port;
    },
    get open() {
      return sockets.size;
    },
    get count() {
      return count;
    },
    get octets() {
      return octetsSent;
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    cutAfter: null,
    isShut: false,
  };
  return proxy;
}
