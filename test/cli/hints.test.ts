import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';

const SRC = join(import.meta.dirname, '..', '..', 'src');

test('every command that a message names exists', () => {
  const firstWords = new Set(['help', ...COMMANDS.map(({ name }) => name.split(' ')[0])]);
  const families = new Set(COMMANDS.flatMap(({ name }) => (name.includes(' ') ? [name.split(' ')[0]] : [])));
  const named = new Set<string>();
  for (const name of readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.ts'))) {
    const text = readFileSync(join(SRC, name), 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
    // Within quotation marks, and at the beginning of what is said or of a line to type.
    for (const [, words = ''] of text.matchAll(/(?:['"`(]|\. |: |with |by )numina ([a-z][a-z-]+(?: [a-z-]+)?)/g))
      named.add(words);
  }
  // What the program itself is said to do.
  const prose = ['cannot', 'knows', 'reads', 'keeps'];
  const unknown = [...named].filter((words) => {
    const [first = '', second] = words.split(' ');
    if (!firstWords.has(first)) return !prose.includes(first);
    const isWhole = COMMANDS.some(({ name }) => name === words);
    return families.has(first) && second !== undefined && !isWhole && !COMMANDS.some(({ name }) => name === first);
  });
  expect(named.size).toBeGreaterThan(20);
  expect(unknown).toEqual([]);
});
