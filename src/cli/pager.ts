import { NuminaError } from '../errors.ts';
import type { Terminal } from './terminal.ts';

/**
 * Writes text to the screen; through a pager where it is longer than the screen: `NUMINA_PAGER`, `PAGER` or `less
 * -FRX`. The command is split at spaces and runs without a shell. Where the pager is missing, the text is written
 * directly.
 */
export async function writeLong(text: string, { stdout, env }: Terminal): Promise<void> {
  const chosen = env['NUMINA_PAGER'] ?? env['PAGER'] ?? 'less -FRX';
  const [program, ...words] = chosen.split(' ').filter(Boolean);
  const isShort = text.split('\n').length <= (stdout.rows ?? Number.POSITIVE_INFINITY);
  if (isShort || program === undefined || program === 'cat') {
    stdout.write(text);
    return;
  }
  const { isShown, signal } = await page(program, words, text);
  if (!isShown) stdout.write(text);
  // Only now act on the signal: the pager has restored the terminal.
  if (signal === 'SIGINT') throw new NuminaError('interrupted', 'interrupted', 'Stopped; nothing was changed.');
  if (signal !== null) process.kill(process.pid, signal);
}

interface Paged {
  /** Whether the text was shown, or the person did not want to see it. */
  readonly isShown: boolean;
  /** The signal that ended the pager, or that was sent to numina meanwhile. */
  readonly signal: NodeJS.Signals | null;
}

/**
 * Runs a pager until it ends. Ctrl-C reaches the pager too, which decides what it means. A signal that ends numina ends
 * the pager first: a pager without numina would compete with the shell for the keys.
 */
async function page(program: string, words: readonly string[], text: string): Promise<Paged> {
  let ending: NodeJS.Signals | null = null;
  let hasInterrupted = false;
  const { execa } = await import('execa');
  // Only the signals below may end the pager.
  const own = { cleanup: false, forceKillAfterDelay: false, reject: false } as const;
  const pager = execa(program, words, { input: text, stdout: 'inherit', stderr: 'inherit', ...own });
  const listeners = {
    SIGINT: () => {
      hasInterrupted = true;
    },
    SIGTERM: () => end('SIGTERM'),
    SIGHUP: () => end('SIGHUP'),
  } as const;
  const end = (signal: NodeJS.Signals): void => {
    ending = signal;
    pager.kill(signal);
  };
  const signals = Object.keys(listeners) as (keyof typeof listeners)[];
  for (const signal of signals) process.on(signal, listeners[signal]);
  try {
    const { exitCode, signal: killedBy } = await pager;
    const hasStarted = exitCode !== undefined || killedBy !== undefined;
    const isFailure = Boolean(exitCode) && !hasInterrupted && ending === null;
    return { isShown: hasStarted && !isFailure, signal: ending ?? (killedBy === 'SIGINT' ? killedBy : null) };
  } finally {
    for (const signal of signals) process.off(signal, listeners[signal]);
  }
}
