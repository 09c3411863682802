import { standardStreams } from './cli/standard-streams.ts';
import { widthOf } from './cli/terminal.ts';
import { VERSION } from './version.ts';

/**
 * Prints the help or version that a line asks for; false, with nothing printed, where it asks for something else. A
 * bundle of its own: people look here most often, and it needs a tenth of the program.
 */
export async function showHelp(argv: readonly string[]): Promise<boolean> {
  const terminal = standardStreams();
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    terminal.stdout.write(`numina ${VERSION}\n`);
    return true;
  }
  const { readCommandLine } = await import('./cli/program.ts');
  let text = '';
  try {
    const write = (part: string): void => {
      text += part;
    };
    if ((await readCommandLine(argv, { write, width: widthOf(terminal) })) !== null) return false;
  } catch {
    // A mistake is told by the whole program.
    return false;
  }
  terminal.stdout.write(text);
  return true;
}
