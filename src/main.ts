import { standardStreams } from './cli/standard-streams.ts';
import type { CodeCache } from './files/code-cache.ts';
import { run } from './run.ts';

/** Runs the arguments and sets `process.exitCode`; nothing else does. `codeCache` comes from the launcher. */
export async function main(argv: readonly string[], codeCache?: CodeCache): Promise<void> {
  process.exitCode = await run(argv, standardStreams(), codeCache);
}
