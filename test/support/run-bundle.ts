import fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { RunProgram } from './home.ts';
import { asOwnProcess } from './run-in-process.ts';

const DIST = join(import.meta.dirname, '..', '..', 'dist');

interface Bundle {
  readonly main: (words: readonly string[]) => Promise<void>;
}

/**
 * Runs the built program in this process, its modules loaded anew each time, as the launcher does in a new process. What is
 * not tried so is the launcher itself.
 */
export const runBundle: RunProgram = (words, folder, options) =>
  asOwnProcess(folder, options, async (terminal) => {
    const outer = process.exitCode;
    try {
      process.exitCode = 0;
      await loadAnew<Bundle>(join(DIST, 'numina.cjs'), terminal).main(words);
      return Number(process.exitCode);
    } finally {
      process.exitCode = outer;
    }
  });

/** Compiled once; a run makes all its modules anew. */
const scripts = new Map<string, Script>();

function scriptOf(file: string): Script {
  const known = scripts.get(file) ?? new Script(fs.readFileSync(file, 'latin1'), { filename: file });
  scripts.set(file, known);
  return known;
}

/** Loads a file of the program as bin/numina.js does. It writes to its streams by their numbers. */
function loadAnew<T>(start: string, { stdout, stderr }: Terminal): T {
  const streams = new Map([
    [1, stdout],
    [2, stderr],
  ]);
  const writeSync = (descriptor: number, ...rest: [NodeJS.ArrayBufferView]) => {
    const stream = streams.get(descriptor);
    if (!stream) return fs.writeSync(descriptor, ...rest);
    stream.write(Buffer.from(rest[0].buffer, rest[0].byteOffset, rest[0].byteLength).toString());
    return rest[0].byteLength;
  };
  const loaded = new Map<string, { exports: unknown }>();
  const load = (file: string): unknown => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const made = { exports: {} };
    loaded.set(file, made);
    const require_ = createRequire(file);
    const requireFrom = (id: string) => {
      if (id === 'node:fs') return { ...fs, writeSync };
      return id.startsWith('./') ? load(join(DIST, id)) : require_(id);
    };
    scriptOf(file).runInThisContext()(made.exports, Object.assign(requireFrom, require_), made, file, dirname(file));
    return made.exports;
  };
  return load(start) as T;
}
