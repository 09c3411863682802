import { standardStreams } from './cli/standard-streams.ts';
import { run } from './run.ts';

/** argv → exit code. The only writer of `process.exitCode`. */
export async function main(argv: readonly string[]): Promise<void> {
  process.exitCode = await run(argv, standardStreams());
}
