import { fstatSync, type Stats, writeSync } from 'node:fs';
import type { Output, Terminal } from './terminal.ts';

/**
 * The streams of this process. Node's own `process.stdout` loads its network and stream code at the first
 * use, some 5 ms; a pipe or a file is written directly instead. A terminal gets the real streams.
 */
export function standardStreams(): Terminal {
  return {
    env: process.env,
    get stdin() {
      return isTerminal(0) ? process.stdin : CLOSED_INPUT;
    },
    get stdout() {
      return isTerminal(1) ? process.stdout : directly(1);
    },
    get stderr() {
      return isTerminal(2) ? process.stderr : directly(2);
    },
  };
}

const CLOSED_INPUT = { isTTY: false };

/** Whether the descriptor may be a terminal: a character device other than the null device. */
function isTerminal(descriptor: number): boolean {
  let stats: Stats;
  try {
    stats = fstatSync(descriptor);
  } catch {
    return false;
  }
  return stats.isCharacterDevice() && stats.rdev !== NULL_DEVICE;
}

const NULL_DEVICE = 0x103;

function directly(descriptor: number): Output {
  return {
    isTTY: false,
    write(text) {
      let rest = Buffer.from(text);
      while (rest.length > 0) rest = rest.subarray(writeSome(descriptor, rest));
    },
  };
}

/** Bytes written. A pipe that somebody made non-blocking and that is full is tried again a moment later. */
function writeSome(descriptor: number, bytes: Buffer): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // A reader that has seen enough (`numina list | head`) is no error.
    if (code === 'EPIPE') return bytes.length;
    if (code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    return 0;
  }
}
