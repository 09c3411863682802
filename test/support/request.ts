import { openProcess } from '../../src/app.ts';
import { type Invocation, readCommandLine } from '../../src/cli/program.ts';
import { wordsOf } from './example.ts';
import { NOW } from './now.ts';

/** A line as commander parses it. Throws UsageError. */
export async function invocationOf(line: string): Promise<Invocation> {
  const words = wordsOf(line);
  const output = { write: () => undefined, width: 80 };
  const invocation = words === null ? null : await readCommandLine(words, output);
  if (invocation === null) throw new Error(`No command: ${line}`);
  return invocation;
}

/**
 * The request that the action of a line makes of its words, in New York at {@link NOW}; opens no database. Throws
 * UsageError.
 */
export async function requestOf(line: string): Promise<unknown> {
  const { spec, raw } = await invocationOf(line);
  const { action } = await spec.load();
  const env = { HOME: '/nowhere', NUMINA_NOW: NOW, NUMINA_ZONE: 'America/New_York', LANG: 'C.UTF-8' };
  return action.parse(raw, { isScreen: false }, openProcess({ env }).session());
}
