import { fstatSync, type Stats, writeSync } from 'node:fs';
import { FailureError } from '../errors.ts';
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
      return isTerminal(1) ? lasting(process.stdout) : directly(1);
    },
    get stderr() {
      return isTerminal(2) ? lasting(process.stderr) : directly(2);
    },
  };
}

/** A terminal may be gone while a process lives on (nohup): what can be shown to nobody is no error. */
function lasting(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (stream.listenerCount('error') === 0) stream.on('error', () => undefined);
  return stream;
}

const CLOSED_INPUT = { isTTY: false };

/** Whether the descriptor may be a terminal: a character device other than those of the memory. */
function isTerminal(descriptor: number): boolean {
  let stats: Stats;
  try {
    stats = fstatSync(descriptor);
  } catch {
    return false;
  }
  return stats.isCharacterDevice() && stats.rdev >>> 8 !== MEMORY_DEVICES;
}

/** The major number of Linux for /dev/null, /dev/full and the like. */
const MEMORY_DEVICES = 1;

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
    if (code !== 'EAGAIN') throw unwritable(descriptor, error, String(code));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    return 0;
  }
}

/** Nothing but a full disk tells one reason from another to a person. */
function unwritable(descriptor: number, cause: unknown, code: string): FailureError {
  const what = descriptor === 1 ? 'standard output' : 'standard error';
  const reason = code === 'ENOSPC' ? 'there is no room left on the disk' : code;
  const hint = code === 'ENOSPC' ? 'Free some space, or write it elsewhere.' : 'Write it elsewhere.';
  return new FailureError('cannot_write', `The ${what} cannot be written: ${reason}.`, hint, cause);
}
