import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { FailureError, oneLine } from '../errors.ts';
import { type ProgramEnd, runProgram } from '../run-program.ts';
import type { Words } from '../words.ts';

/** Where to find a secret. The command comes first where both are given. */
export interface SecretSource {
  /** Prints the secret on its first line; run without a shell. */
  readonly command: readonly string[] | null;
  /**
   * A file that nobody else can read, with the secret on its first line. The path is absolute, or begins with ~/ for the
   * home folder.
   */
  readonly file: string | null;
}

const LONGEST_OUTPUT_BYTES = 65_536;

/**
 * Reads a secret: the first line that the command prints, or the first line of the file. It is read again every time
 * and stored nowhere. `what` names it in errors: “password”, “API key”. `limitMs` limits the time of the command.
 * Throws FailureError with `hint`. The error never quotes the secret, only the standard error of a failed command.
 */
export async function readSecret(
  what: string,
  { command, file }: SecretSource,
  limitMs: number,
  signal: AbortSignal,
  hint: Words,
): Promise<string> {
  if (command) return runSecretCommand(what, command, limitMs, signal, hint);
  if (file !== null) return readSecretFile(what, file, hint);
  throw noSecret(`There is no ${what}.`, hint);
}

async function runSecretCommand(
  what: string,
  command: readonly string[],
  timeMs: number,
  signal: AbortSignal,
  hint: Words,
): Promise<string> {
  const end = await runProgram(command, { timeMs, outputBytes: LONGEST_OUTPUT_BYTES, signal });
  const secret = firstLineOf(end.stdout);
  const failure = failureOf(end, timeMs) ?? (secret === '' ? 'printed nothing' : null);
  if (failure !== null) throw noSecret(`The ${what} command ${command[0] ?? ''} ${failure}.`, hint);
  return secret;
}

/** How a command failed; null where it ended well. */
function failureOf({ exitCode, isTimedOut, reason, stderr }: ProgramEnd, timeMs: number): string | null {
  if (isTimedOut) return `did not end within ${timeMs / 1000} s`;
  if (reason === 'ENOENT') return 'is not there';
  if (reason !== null) return `failed (${reason})`;
  if (exitCode === 0) return null;
  const said = oneLine(stderr).replace(/\.$/, '');
  return `ended with code ${exitCode}${said ? `: ${said}` : ''}`;
}

async function readSecretFile(what: string, said: string, hint: Words): Promise<string> {
  const path = said.startsWith('~/') ? join(homedir(), said.slice(2)) : said;
  try {
    // Without O_NONBLOCK, open() waits for ever on a named pipe without a writer.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) throw noSecret(`The ${what} file ${path} is not a file.`, hint);
      // Windows has no permission bits.
      if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
        throw noSecret(`The ${what} file ${path} can be read by others.`, `Close it with chmod 600 ${path}`);
      }
      const secret = firstLineOf(await readBeginning(file));
      if (secret === '') throw noSecret(`The ${what} file ${path} begins with an empty line.`, hint);
      return secret;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof FailureError) throw error;
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw noSecret(`The ${what} file ${path} cannot be read${code}.`, hint);
  }
}

async function readBeginning(file: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(LONGEST_OUTPUT_BYTES) });
  return buffer.toString('utf8', 0, bytesRead);
}

function firstLineOf(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}

function noSecret(message: string, hint: Words): FailureError {
  return new FailureError('no_secret', message, hint);
}
