import { fstatSync, type Stats, writeSync } from 'node:fs';
import { FailureError } from '../errors.ts';
import type { Output, Terminal } from './terminal.ts';

/**
 * The streams of this process. Node's `process.stdout` takes about 5 ms to load. So pipes and files are written
 * directly; only a terminal gets Node's streams.
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

/** A terminal may be closed while the process goes on (nohup). Errors of its stream are ignored then. */
function lasting(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (stream.listenerCount('error') === 0) stream.on('error', () => undefined);
  return stream;
}

const CLOSED_INPUT = { isTTY: false };

/** Whether a file descriptor may be a terminal: a character device that is not a memory device. */
function isTerminal(descriptor: number): boolean {
  let stats: Stats;
  try {
    stats = fstatSync(descriptor);
  } catch {
    return false;
  }
  return stats.isCharacterDevice() && stats.rdev >>> 8 !== MEMORY_DEVICES;
}

/** The major number of /dev/null, /dev/full and others on Linux. */
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

/** Writes some bytes and returns their number. Where a non-blocking pipe is full, waits 2 ms and returns 0. */
function writeSome(descriptor: number, bytes: Buffer): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // A reader that stops early (`numina list | head`) is not an error.
    if (code === 'EPIPE') return bytes.length;
    if (code !== 'EAGAIN') throw unwritable(descriptor, error, String(code));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    return 0;
  }
}

/** Only a full disk gets its own words. Other reasons are named by their code. */
function unwritable(descriptor: number, cause: unknown, code: string): FailureError {
  const what = descriptor === 1 ? 'standard output' : 'standard error';
  const reason = code === 'ENOSPC' ? 'there is no room left on the disk' : code;
  const hint = code === 'ENOSPC' ? 'Free some space, or write it elsewhere.' : 'Write it elsewhere.';
  return new FailureError('cannot_write', `The ${what} cannot be written: ${reason}.`, hint, cause);
}
