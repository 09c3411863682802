import inquirer from 'inquirer';
import { NuminaError } from '../errors.ts';
import type { Prompter } from './command.ts';
import { openKeyReader } from './key-reader.ts';
import { wrapNote } from './wrap-note.ts';

/** Asks on standard error, so that piped output stays clean. This module is loaded only where somebody can answer. */
export function openPrompter(): Prompter {
  const streams = { input: process.stdin, output: process.stderr };
  return {
    tell: (lines) => {
      const width = process.stderr.columns ?? Number.POSITIVE_INFINITY;
      for (const line of lines) process.stderr.write(`${wrapNote(line, width)}\n`);
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
    keys: openKeyReader,
    choose: <T extends string>(message: string, choices: readonly { value: T; label: string }[]) =>
      answered(async () => {
        const list = choices.map(({ value, label }) => ({ value, name: label }));
        const question = { type: 'select' as const, name: 'answer' as const, message, choices: list };
        const { answer } = await inquirer.createPromptModule(streams)([question]);
        return answer as T;
      }),
    chooseNumber: <T extends number>(message: string, choices: readonly { value: T; label: string }[], suggestion: T) =>
      answered(async () => {
        const list = choices.map(({ value, label }) => ({ value, name: label, short: label, key: String(value) }));
        const question = { type: 'rawlist' as const, name: 'answer' as const, message, choices: list };
        const { answer } = await inquirer.createPromptModule(streams)([{ ...question, default: suggestion }]);
        return answer as T;
      }),
  };
}

/** Turns Ctrl-C in a question into the error `interrupted`. Nothing was changed. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') {
      throw new NuminaError('interrupted', 'interrupted', 'Stopped; nothing was changed.');
    }
    throw error;
  }
}
