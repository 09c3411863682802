import type { OnRows } from '../db/copy/copy-rows.ts';
import { NuminaError } from '../errors.ts';

export interface CopyOptions {
  /** Ends the copy: nothing of it stays. */
  readonly signal: AbortSignal;
  /** Shows what it is doing. */
  readonly tell: (doing: string) => void;
}

/** Follows a copy: tells of it now and then, and ends it where it is to stop. */
export function followCopy({ signal, tell }: CopyOptions): OnRows {
  const counts = { copied: 0, compared: 0 };
  return (what, rows) => {
    counts[what] += rows;
    const done = counts[what].toLocaleString('en');
    tell(what === 'copied' ? `Copied ${done} rows…` : `Compared ${done} rows…`);
    if (signal.aborted) throw new NuminaError('interrupted', 'interrupted', 'Stopped; nothing was changed.');
  };
}
