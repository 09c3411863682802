import { NuminaError } from '../errors.ts';
import type { KeyReader } from './command.ts';
import { type Keystroke, PAUSE_MS, readKeystroke } from './keystroke.ts';

/** Reads keys from the terminal until it is closed. Keys that are pressed between questions are kept and not echoed. */
export function openKeyReader(): KeyReader {
  const { stdin, stderr } = process;
  const waiting: Keystroke[] = [];
  let unread = '';
  let pause: NodeJS.Timeout | undefined;
  let wake: () => void = () => undefined;

  const take = (keystroke: Keystroke | null) => {
    clearTimeout(pause);
    unread = '';
    if (keystroke) waiting.push(keystroke);
    wake();
  };
  const onData = (data: Buffer | string) => {
    unread += data.toString();
    clearTimeout(pause);
    const keystroke = readKeystroke(unread);
    if (keystroke?.kind === 'stop') take(keystroke);
    else pause = setTimeout(() => take(readKeystroke(unread)), PAUSE_MS);
  };
  const onEnd = () => take({ kind: 'stop' });
  stdin.setRawMode(true).on('data', onData).on('end', onEnd).resume();

  return {
    async next(question) {
      stderr.write(question);
      while (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const keystroke = waiting.shift();
      stderr.write(keystroke?.kind === 'key' ? `${keystroke.key}\n` : '\n');
      if (keystroke === undefined || keystroke.kind === 'stop') {
        throw new NuminaError('interrupted', 'interrupted', 'Stopped; what was marked stays marked.');
      }
      return keystroke;
    },
    close() {
      clearTimeout(pause);
      stdin.off('data', onData).off('end', onEnd).setRawMode(false).pause();
    },
  };
}
