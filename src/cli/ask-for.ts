import { UsageError } from '../errors.ts';
import type { Prompter } from './command.ts';

/** Asks for a missing text and trims it. Throws UsageError where nobody can answer. */
export async function askFor(question: string, example: string, prompter: Prompter | null): Promise<string> {
  if (!prompter) throw new UsageError('argument_missing', question, example);
  return (await prompter.ask(question, async (answer) => (answer.trim() === '' ? 'Name one.' : null))).trim();
}
