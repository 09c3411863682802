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
    for (const line of list.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(width);
    const spec = COMMANDS.find((each) => each.name === name);
    const words = list.split(/\s+/);
    const texts = (examples ?? '').split('\n').filter((line) => !line.startsWith('  $ '));
    for (const line of texts) expect(textWidth(line)).toBeLessThanOrEqual(width);
    for (const { line } of spec?.examples ?? []) expect(examples).toContain(`  $ ${line}\n`);
    // A line of its own in a description is a paragraph: a break anywhere else would stand in the middle of a line.
    expect(spec?.description ?? '').not.toMatch(/[^\n]\n[^\n]/);
    for (const { doc } of spec?.options ?? []) expect(words).toEqual(expect.arrayContaining(doc.split(' ')));
  });
});

describe('a word that is not a command', () => {
  const silent = { write: () => undefined, width: 80 };
  test.each([
    ['cal', 'Did you mean calendar?'],
    ['can next', 'Did you mean cancel?'],
    ['ca', 'Did you mean one of cancel, calendar?'],
    ['Ach', 'Did you mean achievements?'],
    ['help cal', 'Did you mean calendar?'],
    ['calender', 'Did you mean calendar?'],
    ['config li', 'Did you mean list?'],
    ['pause rem 1', 'Did you mean remove?'],
    ['list --loc Velo', 'Did you mean --location?'],
    ['book Yoga --lat 3', 'Did you mean --late-fee?'],
    ['calendar --js', 'Did you mean --json?'],
  ])('%s: %s', async (line, hint) => {
    await expect(readCommandLine(line.split(' '), silent)).rejects.toMatchObject({
      kind: 'usage',
      hint: expect.stringContaining(hint),
    });
  });

  test('is not the beginning of any command', async () => {
    await expect(readCommandLine(['frobnicate'], silent)).rejects.toMatchObject({
      hint: 'numina --help shows what there is.',
    });
  });
});

describe('help of what is not there', () => {
  test.each(['nope --help', '--help nope', '-h calender', 'nope -h', 'help nope'])(
    '%s is wrong usage',
    async (line) => {
      const read = readCommandLine(line.split(' '), { write: () => undefined, width: 80 });
      await expect(read).rejects.toThrow(expect.objectContaining({ kind: 'usage' }));
    },
  );
});

describe('an option of a family', () => {
  const rows = COMMANDS.flatMap(({ name, options: own = [], hasFilters }) => {
    const [family = '', word] = name.split(' ');
    const above = word === undefined ? undefined : COMMANDS.find((spec) => spec.name === family);
    return (above?.options ?? []).flatMap(({ flags }) => {
      const option = /--[a-z-]+/.exec(flags)?.[0] ?? '';
      const words = flags.includes('<') ? [option, '3'] : [option];
      const isOwn = hasFilters || own.some((each) => each.flags.includes(option));
      return isOwn
        ? []
        : [
            [family, ...words, word ?? ''],
            [family, word ?? '', ...words],
          ];
    });
  });

  test('is there in some families', () => {
    expect(rows.length).toBeGreaterThan(10);
  });

  test.each(rows.map((words) => [words.join(' '), words] as const))('is none of its commands: %s', async (_, words) => {
    const read = readCommandLine(words, { write: () => undefined, width: 80 });
    await expect(read).rejects.toMatchObject({ kind: 'usage', code: 'unknown_option' });
  });

  test('leaves those of every command where they are', async () => {
    for (const line of ['review list --json', 'review --json list', '--json review list']) {
      const found = await readCommandLine(line.split(' '), { write: () => undefined, width: 80 });
      expect(found).toMatchObject({ spec: { name: 'review list' }, raw: { options: { json: true } } });
    }
  });
});
