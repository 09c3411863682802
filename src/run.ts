import { readCommandLine } from './cli/program.ts';
import { type Terminal, widthOf } from './cli/terminal.ts';
import { EXIT_CODES } from './errors.ts';
import type { CodeCache } from './files/code-cache.ts';

/** Runs one command line and returns its exit code. Errors are written to standard error. */
export async function run(argv: readonly string[], terminal: Terminal, codeCache?: CodeCache): Promise<number> {
  try {
    const output = { write: (text: string) => void terminal.stdout.write(text), width: widthOf(terminal) };
    const invocation = await readCommandLine(argv, output);
    if (!invocation) return 0;
    const { openProcess } = await import('./app.ts');
    const { runCommand } = await import('./cli/run-command.ts');
    const { db, account } = invocation.raw.options;
    const machine = openProcess({
      env: terminal.env,
      codeCache,
      databaseFile: typeof db === 'string' ? db : undefined,
      account: typeof account === 'string' ? account : undefined,
    });
    const session = machine.session();
    try {
      await runCommand(invocation, session, terminal);
    } finally {
      // A command that failed may have made changes before.
      await session.settle();
      await machine.close();
    }
    return 0;
  } catch (error) {
    const { writeError } = await import('./cli/write-error.ts');
    return EXIT_CODES[writeError(error, argv, terminal).kind];
  }
}
