import { appendFileSync, closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createFolder } from '../files/create-folder.ts';
import { giveTo } from '../files/replace-file.ts';
import { toJsonText } from '../text/json-text.ts';
import type { LoggedEvent } from './daemon-event.ts';

export interface LogLimits {
  readonly maxBytes: number;
  /** The number of old files that are kept. `daemon.log.1` is the newest of them. */
  readonly kept: number;
}

const LIMITS: LogLimits = { maxBytes: 1_000_000, kept: 3 };

/**
 * Appends events to a file: one JSON object per line, readable by this user only. A full file is renamed and a new one
 * begun.
 */
export function openLogFile(path: string, limits = LIMITS): (event: LoggedEvent) => void {
  createFolder(dirname(path));
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return (event) => {
    const line = `${toJsonText(event)}\n`;
    if (bytes > 0 && bytes + Buffer.byteLength(line) > limits.maxBytes) {
      turnOver(path, limits.kept);
      bytes = 0;
    }
    if (bytes === 0) giveNewFile(path);
    appendFileSync(path, line);
    bytes += Buffer.byteLength(line);
  };
}

/** Where root creates the log in the folder of another user, the log belongs to that user. */
function giveNewFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })) return;
  closeSync(openSync(path, 'a', 0o600));
  giveTo(path, statSync(dirname(path)));
}

function turnOver(path: string, kept: number): void {
  rmSync(`${path}.${kept}`, { force: true });
  for (let age = kept - 1; age >= 0; age -= 1) {
    const file = age === 0 ? path : `${path}.${age}`;
    if (statSync(file, { throwIfNoEntry: false })) renameSync(file, `${path}.${age + 1}`);
  }
}
