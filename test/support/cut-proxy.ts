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
  /** Cuts each new connection after so many octets from the server; null for never. A function chooses for each. */
  cutAfter: number | null | (() => number | null);
  /** The same for octets from the client: what comes after them does not reach the server. */
  cutSentAfter: number | null | (() => number | null);
  /** Cuts a connection whose client sends this text: `before` it reaches the server, or `after` the server answered. */
  cutAtText: { readonly text: string; readonly when: 'before' | 'after' } | null;
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
    let left = chosen(proxy.cutAfter);
    let leftToSend = chosen(proxy.cutSentAfter);
    let isLastAnswer = false;
    const upstream = connect(target(), '127.0.0.1');
    const end = () => {
      client.destroy();
      upstream.destroy();
      sockets.delete(client);
    };
    sockets.add(client);
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    client.on('data', (octets: Buffer) => {
      const cut = proxy.cutAtText;
      if (cut !== null && octets.includes(cut.text)) {
        if (cut.when === 'before') return end();
        isLastAnswer = true;
      }
      upstream.write(octets.subarray(0, Math.min(leftToSend, octets.length)));
      leftToSend -= octets.length;
      if (leftToSend <= 0) upstream.end(end);
    });
    upstream.on('data', (octets: Buffer) => {
      if (isLastAnswer) return end();
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
    cutSentAfter: null,
    cutAtText: null,
    isShut: false,
  };
  return proxy;
}

function chosen(limit: CutProxy['cutAfter']): number {
  return (typeof limit === 'function' ? limit() : limit) ?? Number.POSITIVE_INFINITY;
}
