import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CommandSpec } from '../../src/cli/command.ts';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { FILTER_OPTIONS, GLOBAL_OPTIONS } from '../../src/cli/shared-options.ts';

// What a message tells a person to type, can be typed.

const SRC = join(import.meta.dirname, '..', '..', 'src');

/** The source without comments, by file. */
const SOURCES = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(SRC, name), 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')]),
);

function optionsOf({ options = [], hasFilters = false }: Partial<CommandSpec>): readonly string[] {
  const all = [...options, ...(hasFilters ? FILTER_OPTIONS : []), ...GLOBAL_OPTIONS];
  return ['--help', '--version', ...all.flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? [])];
}

interface Named {
  readonly file: string;
  readonly words: string;
  /** What stands behind it in the same text. */
  readonly rest: string;
}

/** Every command that a text names: within quotation marks, and at the beginning of what is said or of a line to type. */
const NAMED: readonly Named[] = [...SOURCES].flatMap(([file, text]) =>
  [...text.matchAll(/(?:['"`(]|\. |: |with |by )numina ([a-z][a-z-]+(?: [a-z-]+)?)([^'`\n]*)/g)].map(
    ([, words = '', rest = '']) => ({ file, words, rest }),
  ),
);

/** The command that the words begin with, the longest first. */
function commandIn(words: string): CommandSpec | undefined {
  const first = words.split(' ')[0];
  return COMMANDS.find(({ name }) => name === words) ?? COMMANDS.find(({ name }) => name === first);
}

test('every command that a message names exists', () => {
  const families = new Set(['help', ...COMMANDS.map(({ name }) => name.split(' ')[0])]);
  // What the program itself is said to do.
  const prose = ['cannot', 'knows', 'reads', 'keeps'];
  const unknown = NAMED.filter(({ words }) => {
    const [first = '', second] = words.split(' ');
    if (!families.has(first)) return !prose.includes(first);
    return second !== undefined && !commandIn(words);
  });
  expect(new Set(NAMED.map(({ words }) => words)).size).toBeGreaterThan(40);
  expect(unknown).toEqual([]);
});

test('and it has the options that the message gives it', () => {
  const given = NAMED.flatMap(({ file, words, rest }) => {
    const spec = commandIn(words);
    // Up to the end of the line to type, as far as one can tell: what follows is said of something else.
    const [line = ''] = /^.*?(?=[;,.] |$)/.exec(rest) ?? [];
    return spec ? (line.match(/--[a-z][a-z-]+/g) ?? []).map((option) => ({ file, words, option, spec })) : [];
  });
  expect(given.length).toBeGreaterThan(10);
  expect(
    given.filter(({ option, spec }) => !optionsOf(spec).includes(option)).map(({ spec: _, ...rest }) => rest),
  ).toEqual([]);
});

/** What is none: options of systemctl and npm, and beginnings that a message completes. */
const OF_OTHERS = ['--now', '--global', '--password', '--api-key'];

test('every option that a message names is one of some command', () => {
  const known = new Set([...COMMANDS.flatMap(optionsOf), ...optionsOf({ hasFilters: true }), ...OF_OTHERS]);
  const unknown = [...SOURCES].flatMap(([file, text]) =>
    [...new Set(text.match(/(?<![\w-])--[a-z][a-z-]+\b(?!-)/g))]
      .filter((option) => !known.has(option))
      .map((option) => `${file}: ${option}`),
  );
  expect(unknown).toEqual([]);
});
