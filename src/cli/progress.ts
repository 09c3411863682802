import type { Output } from './terminal.ts';

/** Tells what long work is doing, on one line that the next call replaces; empty takes it away. */
export type Progress = (doing: string) => void;

const ERASE_LINE = '\r\x1b[K';

/** Progress on a terminal's standard error, and nowhere else. */
export function progressOn(stderr: Output, isWanted: boolean): Progress {
  if (!isWanted || !stderr.isTTY) return () => undefined;
  let isShown = false;
  return (doing) => {
    if (doing === '' && !isShown) return;
    isShown = doing !== '';
    stderr.write(ERASE_LINE + doing);
  };
}
