import { NuminaError } from '../errors.ts';
import type { Prompter } from './command.ts';
import type { Terminal } from './terminal.ts';

/** Asks on standard error, so that piped output stays clean; inquirer is loaded by the first question. */
export function openPrompter({ stdin, stderr }: Terminal): Prompter {
  const streams = { input: stdin, output: stderr };
  return {
    ask: (message, suggestion) =>
      answered(async (inquirer) => {
        const question = { type: 'input' as const, name: 'answer' as const, message, default: suggestion };
        const { answer } = await inquirer.createPromptModule(streams)([question]);
        return String(answer ?? '');
      }),
    confirm: (message, suggestion = false) =>
      answered(async (inquirer) => {
        const question = { type: 'confirm' as const, name: 'answer' as const, message, default: suggestion };
        const { answer } = await inquirer.createPromptModule(streams)([question]);
        return answer === true;
      }),
    choose: <T extends string>(message: string, choices: readonly { value: T; label: string }[]) =>
      answered(async (inquirer) => {
        const list = choices.map(({ value, label }) => ({ value, name: label }));
        const question = { type: 'select' as const, name: 'answer' as const, message, choices: list };
        const { answer } = await inquirer.createPromptModule(streams)([question]);
        return answer as T;
      }),
  };
}

type Inquirer = typeof import('inquirer')['default'];

/** Ctrl-C in a question ends the program as a signal would, with nothing changed. */
async function answered<T>(ask: (inquirer: Inquirer) => Promise<T>): Promise<T> {
  const { default: inquirer } = await import('inquirer');
  try {
    return await ask(inquirer);
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') {
      throw new NuminaError('interrupted', 'interrupted', 'Stopped; nothing was changed.');
    }
    throw error;
  }
}
