import { standardStreams } from './cli/standard-streams.ts';
import type { CodeCache } from './files/code-cache.ts';
import { run } from './run.ts';

/** argv → exit code. The only writer of `process.exitCode`. `codeCache` is that of the launcher. */
export async function main(argv: readonly string[], codeCache?: CodeCache): Promise<void> {
  process.exitCode = await run(argv, standardStreams(), codeCache);
}
