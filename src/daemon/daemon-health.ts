import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { platform } from 'node:os';
import { daemonFiles } from './daemon-files.ts';
import { planInstallation } from './install.ts';
import { isDaemonRunning } from './lock.ts';
import { type DaemonStatus, readStatus } from './status-file.ts';

/** What can be known of a daemon from outside. */
export interface DaemonHealth {
  readonly isRunning: boolean;
  /** Where its service is described; null where it is not installed. */
  readonly service: string | null;
  /** What the last one said of itself. */
  readonly status: DaemonStatus | null;
  /** The latest trouble in the log. */
  readonly lastError: { readonly at: string; readonly text: string } | null;
  readonly log: string;
}

/** `database` is the path of a database that is there. */
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
    // A system without a manager of services that numina knows.
    return null;
  }
}

/** Of the log, its end: what is older is nobody's trouble any more. */
const END_BYTES = 65_536;

function readLastError(log: string): DaemonHealth['lastError'] {
  for (const line of readEnd(log).split('\n').reverse()) {
    if (!line.includes('"event":"error"')) continue;
    try {
      const { at, doing, error } = JSON.parse(line) as Record<string, unknown>;
      if (typeof at === 'string') return { at, text: `${doing}: ${error}` };
    } catch {
      // The first line may have lost its beginning.
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
