import { describe, expect, test } from 'vitest';
import type { CommandSpec } from '../../src/cli/command.ts';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { UsageError } from '../../src/errors.ts';
import { invocationOf, requestOf } from '../support/request.ts';
import { COMMAND_REQUESTS } from './requests/requests.ts';

// What the words of a line become, for every command; nothing is run.

const lineOf = (name: string, words: string) => `numina ${name} ${words}`.trimEnd();

describe.each(Object.entries(COMMAND_REQUESTS))('numina %s', (name, { right, wrong }) => {
  test.each(right)('%s', async (words, request) => {
    expect((await invocationOf(lineOf(name, words))).spec.name).toBe(name);
    expect(await requestOf(lineOf(name, words))).toEqual(request);
  });

  test.each([...wrong, ['--frobnicate', 'unknown_option'] as const])('%s is wrong: %s', async (words, code) => {
    const error = await requestOf(lineOf(name, words)).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ code, hint: expect.anything() });
  });
});

/** Options of a command that no right line of it uses, by their long names. */
function unusedOptions({ name, options = [] }: CommandSpec): readonly string[] {
  const words = (COMMAND_REQUESTS[name]?.right ?? []).flatMap(([line]) => line.split(' '));
  const names = options.map(({ flags }) => /--[\w-]+/.exec(flags)?.[0] ?? flags);
  return names.filter((option) => !words.includes(option)).map((option) => `${name} ${option}`);
}

test('no command, and none of its options, is forgotten here', () => {
  expect(Object.keys(COMMAND_REQUESTS).toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
  expect(Object.values(COMMAND_REQUESTS).filter(({ right }) => right.length === 0)).toEqual([]);
  expect(COMMANDS.flatMap(unusedOptions)).toEqual([]);
});
