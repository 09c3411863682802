import { Readable } from 'node:stream';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { Outcome, RunOptions, RunProgram } from './home.ts';

/** Commands run one after another, because each changes the folder, environment and input of this process. */
let before: Promise<unknown> = Promise.resolve();

/** Runs a command line as the program does, but in this process: with its own streams, folder and environment. */
export const runInProcess: RunProgram = (words, folder, options) =>
  asOwnProcess(folder, options, async (terminal) => {
    const { run } = await import('../../src/run.ts');
    return run(words, terminal);
  });

/** Gives the work, one after another, what a process of its own would have; what it writes to its streams is heard. */
export function asOwnProcess(
  folder: string,
  { env = {}, input = '' }: RunOptions,
  work: (terminal: Terminal) => Promise<number>,
): Promise<Outcome> {
  const outcome = before.then(async () => {
    const stdout: string[] = [];
    const stderr: string[] = [];
    const terminal: Terminal = {
      stdout: { isTTY: false, write: (text) => stdout.push(text) },
      stderr: { isTTY: false, write: (text) => stderr.push(text) },
      stdin: { isTTY: false },
      env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)),
    };
    const leave = [enterFolder(folder), takeEnvironment(terminal.env), takeInput(input), noteListeners()];
    try {
      const exitCode = await work(terminal);
      return { stdout: stdout.join(''), stderr: stderr.join(''), exitCode };
    } finally {
      for (const undo of leave) undo();
    }
  });
  before = outcome.catch(() => undefined);
  return outcome;
}

function enterFolder(folder: string): () => void {
  const outer = process.cwd();
  process.chdir(folder);
  return () => process.chdir(outer);
}

/** Sets the environment of this process: programs that a command starts inherit it, and `Date` uses TZ. */
function takeEnvironment(env: NodeJS.ProcessEnv): () => void {
  const outer = { ...process.env };
  replaceEnvironment(env);
  return () => replaceEnvironment(outer);
}

function replaceEnvironment(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name];
  for (const [name, value] of Object.entries(env)) if (process.env[name] !== value) process.env[name] = value;
}

function takeInput(input: string | Uint8Array): () => void {
  const outer = Object.getOwnPropertyDescriptor(process, 'stdin');
  const stdin = Readable.from(input.length === 0 ? [] : [Buffer.from(input)]);
  Object.defineProperty(process, 'stdin', { configurable: true, get: () => stdin });
  return () => {
    if (outer) Object.defineProperty(process, 'stdin', outer);
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Gives a function that removes the listeners added since, as the end of a process would. */
function noteListeners(): () => void {
  const outer = SIGNALS.map((signal) => [signal, process.listeners(signal)] as const);
  return () => {
    for (const [signal, known] of outer) {
      for (const listener of process.listeners(signal)) if (!known.includes(listener)) process.off(signal, listener);
    }
  };
}
