import { spawn, spawnSync } from 'node:child_process';
import type { Home } from '../support/home.ts';
import { patient } from '../support/patience.ts';

// script(1) of util-linux runs a command on a terminal of its own, without native modules.
export const hasScript =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;

export const ENTER = '\r';
export const DOWN = '\x1b[B';
export const CTRL_C = '\x03';

interface Session {
  /** What the terminal showed, without what colours and moves the cursor. */
  readonly screen: string;
  readonly raw: string;
  readonly exitCode: number | null;
}

/** Runs a shell line on a terminal; each step waits for a text to appear and then types. */
export async function onTerminal(
  home: Home,
  line: string,
  steps: readonly (readonly [waitFor: string, keys: string])[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Session> {
  await home.ready();
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qefc', `stty cols 80 rows 40; ${line}`, '/dev/null'], {
      cwd: home.path(),
      env: { ...home.env, TERM: 'xterm', SHELL: '/bin/sh', ...env },
    });
    const todo = [...steps];
    let raw = '';
    let seen = 0;
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`Waited for ${todo[0]?.[0] ?? 'the end'} after:\n${raw}`));
    }, patient(12_000));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      raw += text;
      const shown = bare(raw);
      for (let [step] = todo; step; [step] = todo) {
        const at = shown.indexOf(step[0], seen);
        if (at === -1) break;
        // What the next step waits for may have come along with this.
        seen = at + step[0].length;
        todo.shift();
        child.stdin.write(step[1]);
      }
    });
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      resolve({ raw, exitCode, screen: bare(raw) });
    });
  });
}

function bare(text: string): string {
  return text.replace(/\x1b\[[\d;?]*[a-zA-Z]|\r/g, '');
}
