import { NuminaError } from '../errors.ts';
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
  const { isShown, signal } = await page(program, words, text);
  if (!isShown) stdout.write(text);
  // Only now, with the terminal as the pager leaves it: as the signal would have it.
  if (signal === 'SIGINT') throw new NuminaError('interrupted', 'interrupted', 'Stopped; nothing was changed.');
  if (signal !== null) process.kill(process.pid, signal);
}

interface Paged {
  /** Whether the person has seen it, or did not want to. */
  readonly isShown: boolean;
  /** What ended the pager, or was meant to end numina meanwhile. */
  readonly signal: NodeJS.Signals | null;
}

/**
 * Runs a pager to its end. Ctrl-C reaches it too, and means what it makes of it; whoever ends numina ends the pager, and
 * numina after it: a pager that is left alone would read what is typed to the shell.
 */
async function page(program: string, words: readonly string[], text: string): Promise<Paged> {
  let ending: NodeJS.Signals | null = null;
  let hasInterrupted = false;
  const { execa } = await import('execa');
  // It ends by itself, whatever becomes of numina: nothing is to end it but the signals below.
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
