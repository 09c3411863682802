import { expect } from 'vitest';
import { readCommandLine } from '../../src/cli/program.ts';
import { COMMAND_SCHEMAS } from '../../src/contract/schemas/command-schemas.ts';

/** Checks the output of `--json` against the schema of its command. */
export async function holdToSchema(words: readonly string[], document: unknown): Promise<void> {
  const invocation = await readCommandLine(words, { write: () => undefined, width: 80 });
  const schema = COMMAND_SCHEMAS[invocation?.spec.name ?? ''];
  expect(schema?.safeParse(document), words.join(' ')).toMatchObject({ success: true });
}
