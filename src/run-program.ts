/** How a program ended. */
export interface ProgramEnd {
  /** Null where the program did not start or was ended by a signal. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly isTimedOut: boolean;
  /** Node's error code (`ENOENT`, `ABORT_ERR`) or the signal, where the program did not end by itself; else null. */
  readonly reason: string | null;
}

export interface ProgramLimits {
  readonly timeMs: number;
  /** For each stream. A program that prints more is stopped. */
  readonly outputBytes: number;
  readonly signal?: AbortSignal;
}

/** Runs a program without a shell and without input, and returns its output. Never throws. */
export async function runProgram(
  [program = '', ...words]: readonly string[],
  { timeMs, outputBytes, signal }: ProgramLimits,
): Promise<ProgramEnd> {
  const nothing = { exitCode: null, stdout: '', stderr: '', isTimedOut: false };
  if (signal?.aborted) return { ...nothing, reason: 'ABORT_ERR' };
  if (words.some((word) => word.includes('\0'))) return { ...nothing, reason: 'ERR_INVALID_ARG_VALUE' };
  const { execa } = await import('execa');
  const running = execa(program, words, {
    stdin: 'ignore',
    timeout: timeMs,
    killSignal: 'SIGKILL',
    maxBuffer: outputBytes,
    reject: false,
    ...(signal && { cancelSignal: signal }),
  });
  // Child processes that outlive the program may keep its pipes open. Close them, since execa waits for that.
  const letGo = () => {
    running.stdout?.destroy();
    running.stderr?.destroy();
  };
  const timer = setTimeout(letGo, timeMs);
  signal?.addEventListener('abort', letGo);
  try {
    const { exitCode = null, stdout = '', stderr = '', timedOut, isCanceled, isMaxBuffer, ...end } = await running;
    const reason = isCanceled
      ? 'ABORT_ERR'
      : isMaxBuffer
        ? 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER'
        : (end.code ?? end.signal ?? null);
    return { exitCode, stdout, stderr, isTimedOut: timedOut && exitCode === null, reason };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', letGo);
  }
}
