import { createApp } from './app.ts';
import { readCommandLine, VERSION } from './cli/program.ts';
import { runCommand } from './cli/run-command.ts';
import { type Terminal, widthOf } from './cli/terminal.ts';
import { writeError } from './cli/write-error.ts';
import { EXIT_CODES, NuminaError } from './errors.ts';

/** argv → exit code. The only writer of `process.exitCode`. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<void> {
  process.exitCode = await run(argv, terminal);
}

async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    terminal.stdout.write(`numina ${VERSION}\n`);
    return 0;
  }
  try {
    const output = { write: (text: string) => terminal.stdout.write(text), width: widthOf(terminal) };
    const invocation = await readCommandLine(argv, output);
    if (!invocation) return 0;
    const databaseFile = invocation.raw.options['db'];
    const app = createApp({
      env: terminal.env,
      databaseFile: typeof databaseFile === 'string' ? databaseFile : undefined,
    });
    try {
      await runCommand(invocation, app, terminal);
    } finally {
      await app.close();
    }
    return 0;
  } catch (error) {
    writeError(error, argv, terminal);
    return error instanceof NuminaError ? EXIT_CODES[error.kind] : EXIT_CODES.failure;
  }
}
