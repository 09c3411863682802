import type { Output } from './terminal.ts';

/** Shows what long work is doing, in one line that the next call replaces. An empty text removes it. */
export type Progress = (doing: string) => void;

const ERASE_LINE = '\r\x1b[K';

/** Shows progress only where standard error is a terminal. */
export function progressOn(stderr: Output, isWanted: boolean): Progress {
  if (!isWanted || !stderr.isTTY) return () => undefined;
  let isShown = false;
  return (doing) => {
    if (doing === '' && !isShown) return;
    isShown = doing !== '';
    stderr.write(ERASE_LINE + doing);
  };
}
