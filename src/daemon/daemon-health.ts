import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { platform } from 'node:os';
import { daemonFiles } from './daemon-files.ts';
import { planInstallation } from './install.ts';
import { isDaemonRunning } from './lock.ts';
import { type DaemonStatus, readStatus } from './status-file.ts';

/** What can be found out about a daemon from outside. */
export interface DaemonHealth {
  readonly isRunning: boolean;
  /** The path of its service file; null where it is not installed. */
  readonly service: string | null;
  /** The last written status. */
  readonly status: DaemonStatus | null;
  /** The latest error in the log. */
  readonly lastError: { readonly at: string; readonly text: string } | null;
  readonly log: string;
}

/** `database` is the path of an existing database. */
export function readDaemonHealth(env: NodeJS.ProcessEnv, database: string): DaemonHealth {
  const files = daemonFiles(env, database);
  return {
    isRunning: isDaemonRunning(files),
    service: findService(env),
    status: readStatus(files.status),
    lastError: readLastError(files.log),
    log: files.log,
  };
}

function findService(env: NodeJS.ProcessEnv): string | null {
  try {
    const program = { node: '', program: '', words: [], environment: {} };
    const { file } = planInstallation(program, { platform: platform(), uid: 0, env });
    return existsSync(file) ? file : null;
  } catch {
    // The system has no service manager that numina knows.
    return null;
  }
}

/** Only the end of the log is read. Older errors no longer matter. */
const END_BYTES = 65_536;

function readLastError(log: string): DaemonHealth['lastError'] {
  for (const line of readEnd(log).split('\n').reverse()) {
    if (!line.includes('"event":"error"')) continue;
    try {
      const { at, doing, error } = JSON.parse(line) as Record<string, unknown>;
      if (typeof at === 'string') return { at, text: `${doing}: ${error}` };
    } catch {
      // The first line may be incomplete.
    }
  }
  return null;
}

function readEnd(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, END_BYTES));
    const count = readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8', 0, count);
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
