import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { FailureError } from '../../errors.ts';
import { oneLine } from './error-line.ts';
import type { MailAccount } from './mail-account.ts';

const HINT = 'See smtp.password_command and smtp.password_file in numina config list.';
const LONGEST_OUTPUT_BYTES = 65_536;

/**
 * The password of the account, asked for anew for every mail and kept nowhere: the first line that the command prints
 * or that is in the file. Throws FailureError, which never quotes what either says.
 */
export async function readPassword(account: MailAccount, limitMs: number, signal: AbortSignal): Promise<string> {
  if (account.passwordCommand) return runPasswordCommand(account.passwordCommand, limitMs, signal);
  if (account.passwordFile) return readPasswordFile(account.passwordFile);
  throw failure('smtp.user is set, and no password.');
}

function runPasswordCommand(argv: readonly string[], limitMs: number, signal: AbortSignal): Promise<string> {
  const [program = '', ...words] = argv;
  return new Promise((resolve, reject) => {
    // A process that is killed may leave its own children behind: the pipes are closed with it, so nobody waits.
    const options = { timeout: limitMs, killSignal: 'SIGKILL', maxBuffer: LONGEST_OUTPUT_BYTES, signal } as const;
    const child = execFile(program, words, options, (error, stdout, stderr) => {
      const [password = ''] = stdout.split(/\r?\n/);
      if (error) reject(failure(`The password command ${program} ${reasonOf(error, stderr, limitMs)}.`));
      else if (password === '') reject(failure(`The password command ${program} printed nothing.`));
      else resolve(password);
    });
    // A command that asks is not left waiting for somebody who is not there.
    child.stdin?.end();
    child.stdin?.on('error', () => undefined);
  });
}

function reasonOf(error: Error, stderr: string, limitMs: number): string {
  if ('killed' in error && error.killed) return `did not end within ${limitMs / 1000} s`;
  if ('code' in error && error.code === 'ENOENT') return 'is not there';
  if ('code' in error && typeof error.code === 'number') {
    const said = oneLine(stderr).replace(/\.$/, '');
    return `ended with code ${error.code}${said ? `: ${said}` : ''}`;
  }
  return `failed (${'code' in error && error.code ? String(error.code) : error.name})`;
}

async function readPasswordFile(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { mode } = await file.stat();
      // Windows has no such bits.
      if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
        throw failure(`The password file ${path} can be read by others.`, `Close it with chmod 600 ${path}`);
      }
      const [password = ''] = (await file.readFile('utf8')).split(/\r?\n/);
      if (password === '') throw failure(`The password file ${path} begins with an empty line.`);
      return password;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof FailureError) throw error;
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw failure(`The password file ${path} cannot be read${code}.`);
  }
}

function failure(message: string, hint = HINT): FailureError {
  return new FailureError('no_password', message, hint);
}
