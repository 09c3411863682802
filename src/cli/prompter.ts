import inquirer from 'inquirer';
import { NuminaError } from '../errors.ts';
import type { Prompter } from './command.ts';

/** Asks on standard error, so that piped output stays clean; the module is loaded where somebody can answer. */
export function openPrompter(): Prompter {
  const streams = { input: process.stdin, output: process.stderr };
  return {
    tell: (lines) => {
      for (const line of lines) process.stderr.write(`${line}\n`);
    },
    ask: (message, check) =>
      answered(async () => {
        const validate = async (text: string) => (await check(text)) ?? true;
        const question = { type: 'input' as const, name: 'answer' as const, message, validate };
        const { answer } = await inquirer.createPromptModule(streams)([question]);
        return String(answer ?? '');
      }),
    confirm: (message, suggestion = false) =>
      answered(async () => {
        const question = { type: 'confirm' as const, name: 'answer' as const, message, default: suggestion };
        const { answer } = await inquirer.createPromptModule(streams)([question]);
        return answer === true;
      }),
    key: (question, keys) => readKey(question, keys),
    choose: <T extends string>(message: string, choices: readonly { value: T; label: string }[]) =>
      answered(async () => {
        const list = choices.map(({ value, label }) => ({ value, name: label }));
        const question = { type: 'select' as const, name: 'answer' as const, message, choices: list };
        const { answer } = await inquirer.createPromptModule(streams)([question]);
        return answer as T;
      }),
  };
}

/** Typed before it was asked for: whoever knows the keys is faster than the disk. */
let typedAhead = '';
/** One key: a character, or the sequence that a terminal sends for an arrow and the like. */
const KEY = /^(?:\u001b(?:\[[\d;]*[A-Za-z~]|O.)|.)/su;
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

/** One key, as it is pressed. What is not in `keys` is passed over. */
async function readKey(question: string, keys: string): Promise<string> {
  const { stdin, stderr } = process;
  stdin.setRawMode(true).resume();
  stderr.write(question);
  try {
    for (;;) {
      const typed = typedAhead || (await nextInput());
      const [key = ''] = KEY.exec(typed) ?? [];
      typedAhead = typed.slice(key.length);
      if (key === CTRL_C || key === CTRL_D || typed === '') throw stopped('Stopped; what was marked stays marked.');
      if (key.length === 1 && keys.includes(key)) {
        stderr.write(`${key}\n`);
        return key;
      }
    }
  } finally {
    stdin.setRawMode(false).pause();
  }
}

/** What comes next on the terminal; empty when it is gone. */
function nextInput(): Promise<string> {
  const { stdin } = process;
  return new Promise((resolve) => {
    const done = (typed: string) => {
      stdin.off('data', onData).off('end', onEnd);
      resolve(typed);
    };
    const onData = (typed: Buffer | string) => done(typed.toString());
    const onEnd = () => done('');
    stdin.on('data', onData).on('end', onEnd);
  });
}

function stopped(hint: string): NuminaError {
  return new NuminaError('interrupted', 'interrupted', hint);
}

/** Ctrl-C in a question ends the program as a signal would, with nothing changed. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') {
      throw stopped('Stopped; nothing was changed.');
    }
    throw error;
  }
}
