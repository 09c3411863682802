import { type ExecFileException, execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { FailureError, oneLine } from '../errors.ts';

/** Where a person keeps a secret; the command wins where both are given. */
export interface SecretSource {
  /** Prints the secret on its first line; run without a shell. */
  readonly command: readonly string[] | null;
  /** An absolute path of a file that nobody else can read, with the secret on its first line. */
  readonly file: string | null;
}

const run = promisify(execFile);
const LONGEST_OUTPUT_BYTES = 65_536;

/**
 * A secret (`what`: “password”, “API key”), asked for anew every time and kept nowhere: the first line that the command
 * prints or that is in the file. Throws FailureError with `hint`, which quotes neither of them; of a command that fails
 * it quotes what it says on standard error.
 */
export async function readSecret(
  what: string,
  { command, file }: SecretSource,
  limitMs: number,
  signal: AbortSignal,
  hint: string,
): Promise<string> {
  if (command) return runSecretCommand(what, command, limitMs, signal, hint);
  if (file !== null) return readSecretFile(what, file, hint);
  throw noSecret(`There is no ${what}.`, hint);
}

async function runSecretCommand(
  what: string,
  [program = '', ...words]: readonly string[],
  limitMs: number,
  signal: AbortSignal,
  hint: string,
): Promise<string> {
  const failure = (reason: string) => noSecret(`The ${what} command ${program} ${reason}.`, hint);
  // A process that is killed may leave its own children behind: the pipes are closed with it, so nobody waits.
  const options = { timeout: limitMs, killSignal: 'SIGKILL', maxBuffer: LONGEST_OUTPUT_BYTES, signal } as const;
  let secret: string;
  try {
    const running = run(program, words, options);
    // A command that asks is not left waiting for somebody who is not there.
    running.child.stdin?.on('error', () => undefined).end();
    secret = firstLineOf((await running).stdout);
  } catch (error) {
    throw failure(reasonOf(error, limitMs));
  }
  if (secret === '') throw failure('printed nothing');
  return secret;
}

function reasonOf(error: unknown, limitMs: number): string {
  const { code, killed, stderr, name } = error as ExecFileException;
  if (killed) return `did not end within ${limitMs / 1000} s`;
  if (code === 'ENOENT') return 'is not there';
  if (typeof code === 'number') {
    const said = oneLine(stderr ?? '').replace(/\.$/, '');
    return `ended with code ${code}${said ? `: ${said}` : ''}`;
  }
  return `failed (${code ?? name})`;
}

async function readSecretFile(what: string, path: string, hint: string): Promise<string> {
  try {
    // A named pipe that nobody writes to would be waited for for ever.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) throw noSecret(`The ${what} file ${path} is no file.`, hint);
      // Windows has no such bits.
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

function noSecret(message: string, hint: string): FailureError {
  return new FailureError('no_secret', message, hint);
}
