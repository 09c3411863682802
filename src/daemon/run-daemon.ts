import type { FileLock } from '../db/file-lock.ts';
import { identityOf } from '../db/file-state.ts';
import { toStorageError } from '../db/storage-errors.ts';
import { sleep } from '../time/sleep.ts';
import type { DaemonEvent, LoggedEvent } from './daemon-event.ts';
import type { DaemonFiles } from './daemon-files.ts';
import { describeFailure } from './describe-failure.ts';
import { acquireDaemonLock, awaitDaemonLock } from './lock.ts';
import { openLogFile } from './log-file.ts';
import { type DaemonParts, type LoopEnd, runLoop, runOnce } from './loop.ts';
import { type DaemonStatus, readStatus, writeStatus } from './status-file.ts';

/** What a daemon works with while its database stays where it is. */
export type SessionParts = Omit<DaemonParts, 'tell' | 'onTick'>;

export interface RunDaemonOptions {
  readonly parts: SessionParts;
  /** Opens all of it anew, on the file that is now at the path. Absent where this is never needed. */
  readonly openAgain?: () => Promise<{ readonly parts: SessionParts; readonly close: () => Promise<void> }>;
  readonly files: DaemonFiles;
  readonly version: string;
  readonly pid: number;
  /** One pass instead of the loop. */
  readonly isOnce: boolean;
  /** Wait for the lock, as a service does, rather than refuse. */
  readonly standsBy: boolean;
  readonly onEvent: (event: LoggedEvent) => void;
}

/** For this long the status says that the file was replaced, although all is well again. */
const REPLACED_TOLD_MS = 10 * 60_000;
/** How often a file that is gone, or cannot be opened, is looked for. */
const LOOK_AGAIN_MS = 1000;

/**
 * Runs the daemon from taking the lock to releasing it, and writes its log and its status. Where the database was
 * replaced or moved away, it closes the old file and opens the one at the path. Throws RefusedError where another
 * daemon runs.
 */
export async function runDaemon(options: RunDaemonOptions): Promise<void> {
  const { files, standsBy, parts } = options;
  const lock = standsBy ? await awaitDaemonLock(files, parts.signal) : acquireDaemonLock(files);
  if (lock === null) return;
  const daemon = new Daemon(options, lock);
  try {
    await daemon.run();
  } finally {
    daemon.release();
  }
}

/** What the daemon keeps from one database file to the next. */
class Daemon {
  readonly #options: RunDaemonOptions;
  readonly #writeLog: (event: LoggedEvent) => void;
  readonly #startedAt: string;
  #lock: FileLock;
  /** The last local date on which the person was told of waiting classes. */
  #noticedOn: string | null;
  /** What is wrong with the database, or was a moment ago. */
  #trouble: string | null = null;
  /** When that is over. */
  #troubleUntilMs = Number.POSITIVE_INFINITY;
  #logTrouble: string | null = null;

  constructor(options: RunDaemonOptions, lock: FileLock) {
    this.#options = options;
    this.#lock = lock;
    this.#writeLog = openLogFile(options.files.log);
    this.#startedAt = this.#now();
    this.#noticedOn = readStatus(options.files.status)?.noticedOn ?? null;
  }

  async run(): Promise<void> {
    const { parts: first, version, pid, isOnce, openAgain } = this.#options;
    const { path } = first.database;
    this.#tick(null);
    this.#tell({ event: 'started', pid, version, database: path });
    let session: Awaited<ReturnType<NonNullable<typeof openAgain>>> | null = { parts: first, close: async () => {} };
    while (session) {
      const parts: DaemonParts = this.#complete(session.parts);
      const end: LoopEnd = isOnce ? await runOnce(parts) : await runLoop(parts);
      if (end === 'stopped' || !openAgain) break;
      this.#tell({ event: 'lost', database: path, how: end });
      await session.close();
      session = await this.#openAgain(path, openAgain);
    }
    this.#tell({ event: 'stopped' });
  }

  release(): void {
    this.#lock.release();
  }

  /** Waits until there is a database at the path again; null where the daemon is ended first. */
  async #openAgain(path: string, open: NonNullable<RunDaemonOptions['openAgain']>) {
    const { signal } = this.#options.parts;
    while (!signal.aborted) {
      let trouble = `the database: ${path} is gone; nothing is sent until it is back`;
      // Opening would make a new one.
      if (identityOf(path) !== null) {
        try {
          const session = await open();
          this.#trouble = `the database: ${path} was replaced, and opened anew at ${this.#now()}`;
          this.#troubleUntilMs = Date.parse(this.#now()) + REPLACED_TOLD_MS;
          this.#tell({ event: 'opened', database: path });
          return session;
        } catch (error) {
          trouble = `opening the database: ${describeFailure(error)}`;
          if (trouble !== this.#trouble) {
            this.#tell({ event: 'error', doing: 'opening the database', error: describeFailure(error) });
          }
        }
      }
      this.#trouble = trouble;
      this.#troubleUntilMs = Number.POSITIVE_INFINITY;
      this.#tick(null);
      await sleep(LOOK_AGAIN_MS, signal);
    }
    return null;
  }

  #complete(parts: SessionParts): DaemonParts {
    return {
      ...parts,
      tell: (event) => this.#tell(event),
      onTick: (lastError) => this.#tick(lastError),
      onDay: async (today) => {
        const notices = (await parts.onDay?.(today)) ?? [];
        // Once a day, however often the daemon is started.
        const isNew = this.#noticedOn !== today;
        if (notices.length > 0) this.#noticedOn = today;
        return isNew ? notices : [];
      },
    };
  }

  #tick(lastError: string | null): void {
    const { files, pid, version } = this.#options;
    this.#keepLock();
    if (Date.parse(this.#now()) >= this.#troubleUntilMs) this.#trouble = null;
    const status: DaemonStatus = {
      ...{
        pid,
        version,
        startedAt: this.#startedAt,
        lastTickAt: this.#now(),
        lastError: lastError ?? this.#trouble ?? this.#logTrouble,
      },
      noticedOn: this.#noticedOn,
    };
    try {
      writeStatus(files.status, status);
    } catch {
      // As in the log below: no reminder waits for it.
    }
  }

  /** Where the lock's file was removed, takes the lock anew, so that it is the one that others ask for. */
  #keepLock(): void {
    if (this.#lock.isInPlace() || identityOf(this.#options.parts.database.path) === null) return;
    const lock = acquireDaemonLock(this.#options.files);
    this.#lock.release();
    this.#lock = lock;
  }

  #tell(event: DaemonEvent): void {
    const logged = { at: this.#now(), ...event };
    try {
      this.#writeLog(logged);
      this.#logTrouble = null;
    } catch (error) {
      // A full disk stops no reminder. Told by the status, if that can be written.
      this.#logTrouble = `writing the log: ${describeFailure(toStorageError(error, this.#options.files.log))}`;
    }
    this.#options.onEvent(logged);
  }

  #now(): string {
    return this.#options.parts.context.clock.now().toISOString();
  }
}
