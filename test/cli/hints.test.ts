import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SAID_FIELDS as SAID_BOOKING_FIELDS } from '../../src/bookings/booking-fields.ts';
import { FILTER_NAMES } from '../../src/bookings/said-filter.ts';
import type { CommandSpec } from '../../src/cli/command.ts';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { FILTER_OPTIONS, GLOBAL_OPTIONS } from '../../src/cli/shared-options.ts';
import { FEED_NAMES } from '../../src/intake/feeds/define-feed.ts';
import { wordForTerminal } from '../../src/terminal-words.ts';
import { command, field, phrase, type WordPart } from '../../src/words.ts';

// What a message tells a person to type, can be typed. Everything but the terminal itself says it as data.

const SRC = join(import.meta.dirname, '..', '..', 'src');

/** The source without comments, by file. */
const SOURCES = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(SRC, name), 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')]),
);

/** Rooms whose texts are for a terminal alone. */
const IS_TERMINAL = /^(?:cli|render)\/|^(?:terminal-words|help)\.ts$/;

const FAMILIES = new Set(['help', ...COMMANDS.map(({ name }) => name.split(' ')[0] ?? '')]);

function optionsOf({ options = [], hasFilters = false }: Partial<CommandSpec>): readonly string[] {
  const all = [...options, ...(hasFilters ? FILTER_OPTIONS : []), ...GLOBAL_OPTIONS];
  return ['--help', '--version', ...all.flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? [])];
}

const ALL_OPTIONS = new Set([...COMMANDS.flatMap(optionsOf), ...optionsOf({ hasFilters: true })]);

/** The calls of `name` in a text, each with its arguments as they are written. */
function callsOf(name: 'command' | 'field', text: string): readonly string[] {
  return [...text.matchAll(new RegExp(String.raw`(?<![\w.])(?<!function )${name}\(`, 'g'))].map(
    ({ 0: head, index }) => {
      const begin = index + head.length;
      let [depth, end] = [1, begin];
      for (; depth > 0 && end < text.length; end += 1) depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
      return text.slice(begin, end - 1);
    },
  );
}

/** The first argument where it is written out; undefined for a name that only a run knows. */
function nameIn(written: string): string | undefined {
  return /^\s*'([^']+)'/.exec(written)?.[1];
}

function fieldOf(written: string) {
  const [, name, value] = /^\s*'([^']+)'(?:, '([^']+)')?/.exec(written) ?? [];
  return name === undefined ? [] : [field(name, value ?? null)];
}

interface Said {
  readonly file: string;
  readonly part: WordPart;
}

/** Where a part is made: words.ts makes all of them, and booking-fields.ts describes fields of another kind. */
const MAKERS = ['words.ts', 'bookings/booking-fields.ts'];
const TALKING = [...SOURCES].filter(([file, text]) => /\/words\.ts'/.test(text) && !MAKERS.includes(file));

const SAID_COMMANDS: readonly Said[] = TALKING.flatMap(([file, text]) =>
  callsOf('command', text).flatMap((written) => {
    const path = nameIn(written);
    const fields = callsOf('field', written).flatMap(fieldOf);
    return path === undefined ? [] : [{ file, part: command(path, ...fields) }];
  }),
);
const SAID_FIELDS: readonly Said[] = TALKING.flatMap(([file, text]) =>
  callsOf('field', text).flatMap((written) => fieldOf(written).map((part) => ({ file, part }))),
);

test('every command that words name exists', () => {
  const paths = SAID_COMMANDS.map(({ part }) => (part as { command: string }).command);
  const names = new Set(COMMANDS.map(({ name }) => name));
  expect(new Set(paths).size).toBeGreaterThan(20);
  expect(paths.filter((path) => !names.has(path))).toEqual([]);
});

test('and it has the fields that the words give it', () => {
  const given = SAID_COMMANDS.flatMap(({ file, part }) => {
    const spec = COMMANDS.find(({ name }) => name === (part as { command: string }).command);
    const options = wordForTerminal(part).match(/--[a-z][a-z-]+/g) ?? [];
    return options.map((option) => ({
      file,
      name: spec?.name,
      option,
      isKnown: optionsOf(spec ?? {}).includes(option),
    }));
  });
  expect(given.length).toBeGreaterThan(10);
  expect(given.filter(({ isKnown }) => !isKnown)).toEqual([]);
});

test('every field that words name is an option of some command', () => {
  expect(SAID_FIELDS.length).toBeGreaterThan(60);
  const worded = SAID_FIELDS.map(({ file, part }) => ({ file, option: wordForTerminal(part).split(' ')[0] ?? '' }));
  expect(worded.filter(({ option }) => !ALL_OPTIONS.has(option))).toEqual([]);
});

/** Where the name of a field is known only as the program runs, and those that it may be. */
const NAMES_AT_RUN: Readonly<Record<string, readonly string[]>> = {
  'bookings/said-fields.ts': SAID_BOOKING_FIELDS.map(({ said }) => said),
  'bookings/said-filter.ts': [...FILTER_NAMES, 'until'],
  'intake/feeds/define-feed.ts': ['site', 'client'],
  'intake/feeds/said-access.ts': FEED_NAMES.filter((name) => !['name', 'place'].includes(name)),
};

test('a name that is known only when numina runs is also that of an option', () => {
  const files = TALKING.flatMap(([file, text]) =>
    (['command', 'field'] as const).flatMap((kind) =>
      callsOf(kind, text).some((written) => nameIn(written) === undefined) ? file : [],
    ),
  );
  expect(files.sort()).toEqual(Object.keys(NAMES_AT_RUN));
  const options = Object.values(NAMES_AT_RUN).flatMap((names) => names.map((name) => wordForTerminal(field(name))));
  expect(options.filter((option) => !ALL_OPTIONS.has(option))).toEqual([]);
});

/** Texts that look like it and are of other programs, or start one of its own. */
const NO_HINTS = [
  "['systemctl', '--user', ...words]",
  "[systemctl('disable', '--now', UNIT_NAME)]",
  'systemctl --user status numina',
  "...['daemon', 'run', '--stand-by'],",
  "...(databaseFile === undefined ? [] : ['--db',",
  "...(account === undefined ? [] : ['--account',",
  'npm install --global numina',
  'Install numina again:',
];

test('only the terminal has options and command lines in its texts', () => {
  const ofTerminal = new RegExp(String.raw`(?<![\w./-])numina (?:${[...FAMILIES].join('|')})\b|(?<![\w-])--[a-z]`);
  const lines = [...SOURCES].flatMap(([file, text]) =>
    IS_TERMINAL.test(file)
      ? []
      : text.split('\n').flatMap((line) => (ofTerminal.test(line) ? [`${file}: ${line.trim()}`] : [])),
  );
  expect(lines.filter((line) => !NO_HINTS.some((text) => line.includes(text)))).toEqual([]);
});

interface Named {
  readonly file: string;
  readonly words: string;
  /** What stands behind it in the same text. */
  readonly rest: string;
}

/** Every command that a text of the terminal names: within quotation marks, and at the beginning of a sentence or a line. */
const NAMED: readonly Named[] = [...SOURCES].flatMap(([file, text]) =>
  [...text.matchAll(/(?:['"`(]|\. |: |with |by )numina ([a-z][a-z-]+(?: [a-z-]+){0,2})([^'`\n]*)/g)].map(
    ([, words = '', rest = '']) => ({ file, words, rest }),
  ),
);

/** The command that the words begin with, the longest first. */
function commandIn(words: string): CommandSpec | undefined {
  const each = words.split(' ');
  return each
    .map((_, index) => each.slice(0, each.length - index).join(' '))
    .flatMap((name) => COMMANDS.find((spec) => spec.name === name) ?? [])[0];
}

test('every command that a text of the terminal names exists', () => {
  // What the program itself is said to do.
  const prose = ['cannot', 'does', 'knows', 'reads', 'keeps'];
  const unknown = NAMED.filter(({ words }) => {
    const [first = '', second] = words.split(' ');
    if (!FAMILIES.has(first)) return !prose.includes(first);
    return second !== undefined && !commandIn(words);
  });
  expect(new Set(NAMED.map(({ words }) => words)).size).toBeGreaterThan(20);
  expect(unknown).toEqual([]);
});

test('and it has the options that the text gives it', () => {
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

/** What is none: options of systemctl and npm. */
const OF_OTHERS = ['--now', '--global'];

test('every option that a text names is one of some command', () => {
  const known = new Set([...ALL_OPTIONS, ...OF_OTHERS]);
  const unknown = [...SOURCES].flatMap(([file, text]) =>
    [...new Set(text.match(/(?<![\w-])--[a-z][a-z-]+\b(?!-)/g))]
      .filter((option) => !known.has(option))
      .map((option) => `${file}: ${option}`),
  );
  expect(unknown).toEqual([]);
});

test('the terminal quotes what a shell would take apart', () => {
  expect(wordForTerminal(command('book', phrase('Yoga'), 'mon', field('notes', 'a mat')))).toBe(
    'numina book "Yoga" mon --notes "a mat"',
  );
  expect(wordForTerminal(command('import', 'FILE', field('map', 'Spin*=type:spin')))).toBe(
    "numina import FILE --map 'Spin*=type:spin'",
  );
});
