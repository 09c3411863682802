import { standardStreams } from './cli/standard-streams.ts';
import { type Terminal, widthOf } from './cli/terminal.ts';
import { VERSION } from './version.ts';

/**
 * Prints the help or version that a command line asks for; prints nothing and gives false where it asks for something
 * else. It is a bundle of its own, because help is asked for most often and needs a tenth of the program.
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
    // A mistake is told by the whole program.
    return false;
  }
  return isWritten(text, terminal);
}

/** Why it cannot be written is told by the whole program, which tries again. */
function isWritten(text: string, { stdout }: Terminal): boolean {
  try {
    stdout.write(text);
    return true;
  } catch {
    return false;
  }
}
