import { createServer, type Server } from 'node:http';
import { getRequestListener, RequestError as UnreadableRequest } from '@hono/node-server';
import type { Hono } from 'hono';
import { FailureError, RefusedError } from '../errors.ts';
import { field, words } from '../words.ts';
import { toProblem } from './problem.ts';
import { RequestError } from './request-error.ts';

/** The first bytes of a request must come within (ms). */
const HEADERS_MS = 10_000;
/** A whole request must come within (ms). */
const REQUEST_MS = 120_000;
/** A connection without a request is kept for (ms). */
const IDLE_MS = 30_000;
/** While the server ends (ms). */
const IDLE_CHECK_MS = 50;

export interface Listening {
  readonly port: number;
  /** Takes no more requests, and ends when those in flight have; after `mostMs` it waits no longer. */
  readonly stop: (mostMs: number) => Promise<void>;
}

/** Serves `app` at a host and port. Throws RefusedError where the port is taken, FailureError where it cannot listen. */
export async function listen(
  app: Hono,
  host: string,
  port: number,
  onDefect: (error: unknown) => void,
): Promise<Listening> {
  const answer = getRequestListener(app.fetch, {
    errorHandler(error) {
      if (error instanceof UnreadableRequest) return toProblem(badRequest());
      onDefect(error);
      return toProblem(error);
    },
  });
  const limits = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, keepAliveTimeout: IDLE_MS };
  const server = createServer(limits, (request, response) => void answer(request, response));
  await begin(server, host, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: (mostMs) => end(server, mostMs),
  };
}

/** A request whose address or `Host` cannot be read. */
function badRequest(): RequestError {
  const hint = 'Send a path, and the host in the header Host.';
  return new RequestError(400, 'bad_request', 'The address of the request cannot be read.', { hint });
}

function begin(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(whyNot(error, host, port)));
    server.listen({ host, port }, resolve);
  });
}

function end(server: Server, mostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), mostMs);
    // A connection is idle when its answer has gone out.
    const closing = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(closing);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    const hint = words`Choose another with ${field('port')}; ${field('port', '0')} takes a free one.`;
    return new RefusedError('port_taken', `Another program listens at ${host}:${port}.`, hint);
  }
  const hint = words`Choose another with ${field('host')} or ${field('port')}.`;
  return new FailureError('cannot_listen', `Nothing can listen at ${host}:${port} (${error.code}).`, hint, error);
}
