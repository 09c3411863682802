import { standardStreams } from './cli/standard-streams.ts';
import { VERSION } from './cli/version.ts';

/** argv → exit code. The only writer of `process.exitCode`. */
export async function main(argv: readonly string[]): Promise<void> {
  const terminal = standardStreams();
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    terminal.stdout.write(`numina ${VERSION}\n`);
    process.exitCode = 0;
    return;
  }
  const { run } = await import('./run.ts');
  process.exitCode = await run(argv, terminal);
}
