import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

/**
 * The address from which a request comes. A proxy on this machine says it in `X-Forwarded-For`, whose last entry is the
 * one that the proxy has seen; what somebody else says there counts nothing.
 */
export function clientAddress({ env, req }: Context): string {
  const { incoming } = env as Partial<HttpBindings>;
  const peer = incoming?.socket.remoteAddress ?? '';
  if (!LOOPBACK.test(peer)) return peer;
  const seen = req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return seen || peer;
}
