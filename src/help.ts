import { standardStreams } from './cli/standard-streams.ts';
import { type Terminal, widthOf } from './cli/terminal.ts';
import { VERSION } from './version.ts';

/**
 * Prints the help or version that the arguments ask for. Returns false, and prints nothing, where they ask for
 * something else. It is a separate bundle: help is asked for most often and needs a tenth of the program.
 */
export async function showHelp(argv: readonly string[]): Promise<boolean> {
  const terminal = standardStreams();
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    return isWritten(`numina ${VERSION}\n`, terminal);
  }
  const { readCommandLine } = await import('./cli/program.ts');
  let text = '';
  try {
    const write = (part: string): void => {
      text += part;
    };
    if ((await readCommandLine(argv, { write, width: widthOf(terminal) })) !== null) return false;
  } catch {
    // The whole program reports the mistake.
    return false;
  }
  return isWritten(text, terminal);
}

/** False where writing fails. The whole program then tries again and reports the reason. */
function isWritten(text: string, { stdout }: Terminal): boolean {
  try {
    stdout.write(text);
    return true;
  } catch {
    return false;
  }
}
