import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How an answer ends on the wire: the connection is closed, is reset, or nothing more comes. */
export type RawEnd = 'close' | 'reset' | 'stall';

/**
 * Writes exact octets as the answer of a server, even with a wrong length. Without a length or
 * chunks in the headers, only the end of the connection ends the body.
 */
export function answerRaw(
  response: ServerResponse,
  body: string | Uint8Array,
  { headers = [], end = 'close' }: { readonly headers?: readonly string[]; readonly end?: RawEnd } = {},
): void {
  const socket = response.socket as Socket;
  const head = ['HTTP/1.1 200 OK', 'ETag: "raw"', 'Connection: close', ...headers, '', ''].join('\r\n');
  socket.write(Buffer.concat([Buffer.from(head), Buffer.from(body)]), () => {
    if (end === 'close') socket.end();
    // With a delay, so that the text arrives before the reset.
    else if (end === 'reset') setTimeout(() => socket.resetAndDestroy(), 50);
  });
}

/** A body in chunks (RFC 9112 §7.1), with or without the last chunk. */
export function inChunks(text: string, { isWhole = true } = {}): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n${isWhole ? '0\r\n\r\n' : ''}`;
}
