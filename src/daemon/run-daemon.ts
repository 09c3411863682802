import { dirname } from 'node:path';
import { isServerAddress } from '../db/server-address.ts';
import type { FileLock } from '../db/sqlite/file-lock.ts';
import { identityOf } from '../db/sqlite/file-state.ts';
import { toStorageError } from '../db/sqlite/storage-errors.ts';
import { createFolder } from '../files/create-folder.ts';
import { sleep } from '../time/sleep.ts';
import type { DaemonEvent, LoggedEvent } from './daemon-event.ts';
import type { DaemonFiles } from './daemon-files.ts';
import { describeFailure } from './describe-failure.ts';
import { acquireDaemonLock, awaitDaemonLock } from './lock.ts';
import { openLogFile } from './log-file.ts';
import { type DaemonParts, type LoopEnd, runLoop, runOnce } from './loop.ts';
import { type DaemonStatus, readStatus, writeStatus } from './status-file.ts';

/** The parts of a daemon that depend on the database file. */
export type SessionParts = Omit<DaemonParts, 'tell' | 'onTick'>;

export interface RunDaemonOptions {
  readonly parts: SessionParts;
  /** Opens everything again, with the file that is now at the path. Absent where that is never needed. */
  readonly openAgain?: () => Promise<{ readonly parts: SessionParts; readonly close: () => Promise<void> }>;
  readonly files: DaemonFiles;
  readonly version: string;
  readonly pid: number;
  /** One pass instead of the loop. */
  readonly isOnce: boolean;
  /** Waits for the lock, as a service does, instead of failing. */
  readonly standsBy: boolean;
  readonly onEvent: (event: LoggedEvent) => void;
}

/** How long the status mentions that the file was replaced (ms). */
const REPLACED_TOLD_MS = 10 * 60_000;
/** How often to look for a database that is missing or cannot be opened (ms). */
const LOOK_AGAIN_MS = 1000;

/**
 * Runs the daemon with its lock, log and status. Where the database was replaced or moved, it closes the old file and
 * opens the one at the path. Throws RefusedError where another daemon runs.
 */
export async function runDaemon(options: RunDaemonOptions): Promise<void> {
  const { files, standsBy, parts } = options;
  createFolder(dirname(files.status));
  const lock = standsBy ? await awaitDaemonLock(files, parts.signal) : acquireDaemonLock(files);
  if (lock === null) return;
  const daemon = new Daemon(options, lock);
  try {
    await daemon.run();
  } finally {
    daemon.release();
  }
}

/** The state of the daemon that outlives a database file. */
class Daemon {
  readonly #options: RunDaemonOptions;
  readonly #writeLog: (event: LoggedEvent) => void;
  readonly #startedAt: string;
  #lock: FileLock;
  /** The last local date on which the person was told of waiting classes. */
  #noticedOn: string | null;
  /** The problem of the database, or its last problem for a while. */
  #trouble: string | null = null;
  /** Until when that is mentioned. */
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
    // Another need not wait until they run out. Where the server is gone, they do.
    await first.leases?.release().catch(() => undefined);
    this.#tell({ event: 'stopped' });
  }

  release(): void {
    this.#lock.release();
  }

  /** Waits until a database is at the path again; null where the daemon is stopped first. */
  async #openAgain(path: string, open: NonNullable<RunDaemonOptions['openAgain']>) {
    const { signal } = this.#options.parts;
    while (!signal.aborted) {
      let trouble = `the database: ${path} is gone; nothing is sent until it is back`;
      // Check first: opening would create a database.
      if (identityOf(path) !== null) {
        try {
          const session = await open();
          this.#trouble = `the database: ${path} was replaced, and opened again at ${this.#now()}`;
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
      tell: (event, account) => this.#tell(event, account),
      onTick: (lastError) => this.#tick(lastError),
      onDay: async (today, isInCharge) => {
        const notices = (await parts.onDay?.(today, isInCharge)) ?? [];
        // Notices appear once a day, however often the daemon starts.
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
      // As for the log below: reminders matter more.
    }
  }

  /** Where the file of the lock was removed, takes the lock again, so that others see it. */
  #keepLock(): void {
    const { path } = this.#options.parts.database;
    if (this.#lock.isInPlace() || (!isServerAddress(path) && identityOf(path) === null)) return;
    const lock = acquireDaemonLock(this.#options.files);
    this.#lock.release();
    this.#lock = lock;
  }

  #tell(event: DaemonEvent, account: string | null = null): void {
    const logged = { at: this.#now(), ...event, account };
    try {
      this.#writeLog(logged);
      this.#logTrouble = null;
    } catch (error) {
      // A full disk must not stop reminders. The status reports it, if it can be written.
      this.#logTrouble = `writing the log: ${describeFailure(toStorageError(error, this.#options.files.log))}`;
    }
    this.#options.onEvent(logged);
  }

  #now(): string {
    return this.#options.parts.context.clock.now().toISOString();
  }
}
