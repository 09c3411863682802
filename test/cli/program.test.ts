import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { readCommandLine } from '../../src/cli/program.ts';
import { textWidth } from '../../src/render/width.ts';

async function helpOf(name: string, width: number): Promise<string> {
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  expect(await readCommandLine([...name.split(' '), '--help'], { write, width })).toBeNull();
  return text;
}

describe.each([40, 60, 80])('help at %d columns', (width) => {
  test.each(COMMANDS.map(({ name }) => name))('of %s keeps to them, and breaks no word', async (name) => {
    const [list = '', examples] = (await helpOf(name, width)).split('\nExamples:\n');
    expect(examples).toBeDefined();
    const [, ...lines] = list.split('\n');
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
    const spec = COMMANDS.find((each) => each.name === name);
    const words = list.split(/\s+/);
    for (const { doc } of spec?.options ?? []) expect(words).toEqual(expect.arrayContaining(doc.split(' ')));
  });
});
