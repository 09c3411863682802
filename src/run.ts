import { readCommandLine } from './cli/program.ts';
import { type Terminal, widthOf } from './cli/terminal.ts';
import { EXIT_CODES } from './errors.ts';

/** Runs one command line and gives its exit code; what went wrong is told on standard error. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const output = { write: (text: string) => void terminal.stdout.write(text), width: widthOf(terminal) };
    const invocation = await readCommandLine(argv, output);
    if (!invocation) return 0;
    const { createApp } = await import('./app.ts');
    const { runCommand } = await import('./cli/run-command.ts');
    const databaseFile = invocation.raw.options['db'];
    const { name } = invocation.spec;
    const isDaemon = name === 'daemon' || name === 'daemon run';
    // The daemon lives in real time, whatever the moment of a script.
    const isLoop = isDaemon && invocation.raw.options['once'] !== true;
    const app = createApp({
      env: isLoop ? { ...terminal.env, NUMINA_NOW: '' } : terminal.env,
      databaseFile: typeof databaseFile === 'string' ? databaseFile : undefined,
      // A mark made now would be the step that undo takes back, and would leave nothing for redo. The daemon marks as
      // one of its duties.
      marksByHabit: !isDaemon && !['undo', 'redo'].includes(name),
    });
    try {
      await runCommand(invocation, app, terminal);
    } finally {
      await app.close();
    }
    return 0;
  } catch (error) {
    const { writeError } = await import('./cli/write-error.ts');
    return EXIT_CODES[writeError(error, argv, terminal).kind];
  }
}
