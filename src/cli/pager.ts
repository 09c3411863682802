import { spawn } from 'node:child_process';
import type { Terminal } from './terminal.ts';

/**
 * Writes text to the screen, through a pager where it is longer than the screen: `NUMINA_PAGER`, `PAGER`
 * or `less -FRX`. Words are split at spaces; no shell is involved. A pager that is missing is no error.
 */
export async function writeLong(text: string, { stdout, env }: Terminal): Promise<void> {
  const chosen = env['NUMINA_PAGER'] ?? env['PAGER'] ?? 'less -FRX';
  const [program, ...words] = chosen.split(' ').filter(Boolean);
  const isShort = text.split('\n').length <= (stdout.rows ?? Number.POSITIVE_INFINITY);
  if (isShort || program === undefined || program === 'cat') {
    stdout.write(text);
    return;
  }
  const ended = await new Promise<boolean>((resolve) => {
    const pager = spawn(program, words, { stdio: ['pipe', 'inherit', 'inherit'] });
    pager.on('error', () => resolve(false));
    pager.on('exit', () => resolve(true));
    // Quitting the pager early closes the pipe.
    pager.stdin.on('error', () => undefined);
    pager.stdin.end(text);
  });
  if (!ended) stdout.write(text);
}
