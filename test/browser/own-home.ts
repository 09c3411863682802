import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished } from 'vitest';
import type { BookingJson } from '../../src/contract/schemas/booking-schema.ts';
import { patient } from '../support/patience.ts';
import { MEMORY } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** The shipped program, as people start it. */
const PROGRAM = join(ROOT, 'bin', 'numina.js');

/** A home folder of a test, with its own record, at the present moment. */
export interface OwnHome {
  /** Runs a command; `_` stands for a space within a word. */
  readonly terminal: (line: string) => Promise<string>;
  readonly json: <T>(line: string) => Promise<T>;
  readonly bookings: () => Promise<readonly BookingJson[]>;
  /** Starts the server at a free port. */
  readonly serve: () => Promise<{ readonly url: string; readonly stop: () => Promise<void> }>;
}

export function openOwnHome(zone: string): OwnHome {
  const folder = mkdtempSync(join(MEMORY, 'numina-browser-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const options = {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      XDG_CACHE_HOME: join(ROOT, 'node_modules', '.cache', 'numina-e2e'),
      NUMINA_ZONE: zone,
      LANG: 'C.UTF-8',
    },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  } as const;
  const start = (words: readonly string[]) => execa(process.execPath, [PROGRAM, ...words], options);
  const terminal = async (line: string) => {
    const { exitCode, stdout, stderr } = await start(line.split(' ').map((word) => word.replaceAll('_', ' ')));
    expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }, line).toEqual({ exitCode: 0, stderr: '' });
    return stdout;
  };
  const json = async <T>(line: string) => JSON.parse(await terminal(`${line} --json`)) as T;
  return {
    ...{ terminal, json, bookings: () => json<readonly BookingJson[]>('list') },
    async serve() {
      const running = start(['serve', '--port', '0', '--no-reminders', '--json']);
      const stop = async () => {
        running.kill('SIGTERM');
        await running;
      };
      onTestFinished(stop);
      return { url: await urlOf(running.stdout, running), stop };
    },
  };
}

/** The address that a server says first. Throws where it ends before. */
function urlOf(output: NodeJS.ReadableStream, ended: PromiseLike<{ readonly stderr: string }>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    output.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.endsWith('}\n')) resolve((JSON.parse(said) as { readonly url: string }).url);
    });
    void ended.then(({ stderr }) => reject(new Error(`The server ended: ${stderr}`)));
    setTimeout(() => reject(new Error('The server says nothing.')), patient(30_000)).unref();
  });
}
