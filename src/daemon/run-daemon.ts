import type { DaemonEvent, LoggedEvent } from './daemon-event.ts';
import type { DaemonFiles } from './daemon-files.ts';
import { acquireDaemonLock, awaitDaemonLock } from './lock.ts';
import { openLogFile } from './log-file.ts';
import { type DaemonParts, runLoop, runOnce } from './loop.ts';
import { type DaemonStatus, readStatus, writeStatus } from './status-file.ts';

export interface RunDaemonOptions {
  readonly parts: Omit<DaemonParts, 'tell' | 'onTick'>;
  readonly files: DaemonFiles;
  readonly version: string;
  readonly pid: number;
  /** One pass instead of the loop. */
  readonly isOnce: boolean;
  /** Wait for the lock, as a service does, rather than refuse. */
  readonly standsBy: boolean;
  readonly onEvent: (event: LoggedEvent) => void;
}

/**
 * Runs the daemon from taking the lock to giving it back, with its log and its status in their files. Throws
 * RefusedError where another one runs.
 */
export async function runDaemon(options: RunDaemonOptions): Promise<void> {
  const { files, standsBy, parts } = options;
  const lock = standsBy ? await awaitDaemonLock(files, parts.signal) : acquireDaemonLock(files);
  if (lock === null) return;
  try {
    await runLocked(options);
  } finally {
    lock.release();
  }
}

async function runLocked({ parts, files, version, pid, isOnce, onEvent }: RunDaemonOptions): Promise<void> {
  const { context } = parts;
  const writeLog = openLogFile(files.log);
  const tell = (event: DaemonEvent): void => {
    const logged = { at: context.clock.now().toISOString(), ...event };
    writeLog(logged);
    onEvent(logged);
  };
  const startedAt = context.clock.now().toISOString();
  let noticedOn = readStatus(files.status)?.noticedOn ?? null;
  const onTick = (lastError: string | null): void => {
    const lastTickAt = context.clock.now().toISOString();
    const status: DaemonStatus = { pid, version, startedAt, lastTickAt, lastError, noticedOn };
    writeStatus(files.status, status);
  };
  const onDay: DaemonParts['onDay'] = async (today) => {
    const notices = (await parts.onDay?.(today)) ?? [];
    // Once a day, however often the daemon is started.
    const isNew = noticedOn !== today;
    if (notices.length > 0) noticedOn = today;
    return isNew ? notices : [];
  };
  onTick(null);
  tell({ event: 'started', pid, version, database: context.database.path });
  await (isOnce ? runOnce : runLoop)({ ...parts, tell, onTick, onDay });
  tell({ event: 'stopped' });
}
