import { describe, expect, it } from 'vitest';
import { replaceInWords, withChosenMeanings } from '../../src/cli/choose-meaning.ts';
import type { Prompter, RawInput } from '../../src/cli/command.ts';
import { parseWhen } from '../../src/time/parse-when.ts';

const SUNDAY = { now: new Date('2026-11-22T09:00:00Z'), nowLocal: '2026-11-22T09:00:00' };
const read = (text: string) => parseWhen(text, SUNDAY);
const replace = (text: string, said: string, meant: string) => (text === said ? meant : null);

/** Somebody who takes the choice at an index, and what they were asked. */
function somebody(index: number) {
  const asked: string[] = [];
  const prompter = {
    tell: (lines: readonly string[]) => asked.push(...lines),
    choose: async (question: string, choices: readonly { value: string; label: string }[]) => {
      asked.push(question, ...choices.map(({ label }) => label));
      return choices[index]?.value ?? '';
    },
  } as unknown as Prompter;
  return { asked, open: async () => prompter };
}

describe('a time with several meanings', () => {
  it('is chosen from a list, and read again', async () => {
    const { asked, open } = somebody(1);
    const when = await withChosenMeanings('next thu 18:00', read, replace, open);
    expect(when).toEqual({ kind: 'local', local: '2026-12-03T18:00:00' });
    expect(asked).toEqual([
      '“next thu” could be Thursday 26 November 2026 or Thursday 3 December 2026.',
      'Which is meant?',
      'Thursday 26 November 2026, 18:00',
      'Thursday 3 December 2026, 18:00',
    ]);
  });

  it.each([
    ['nobody can answer', 'next thu 18:00', async () => null],
    ['the text stands elsewhere', 'next thu 18:00', somebody(0).open, () => null],
    ['there is no list', 'tomorrow 18', somebody(0).open],
    ['it is no time', 'soon', somebody(0).open],
  ])('stays an error where %s', async (_case, text, open, replaced: typeof replace = replace) => {
    await expect(withChosenMeanings(text, read, replaced, open)).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('the words of a command line', () => {
  const raw = (given: RawInput['arguments'], options: RawInput['options'] = {}): RawInput => ({
    arguments: given,
    options,
  });

  it.each([
    ['an option', raw(['x'], { until: 'next thu' }), raw(['x'], { until: '2026-11-26' })],
    ['one argument', raw(['next thu']), raw(['2026-11-26'])],
    ['words of a list', raw(['yoga', ['next', 'thu']]), raw(['yoga', ['2026-11-26']])],
    ['words over two arguments', raw(['next', ['thu']]), raw(['2026-11-26', []])],
    ['words behind another', raw(['day', ['next', 'thu']]), raw(['day', ['2026-11-26']])],
  ])('hold what was meant in the place of %s', (_where, before, after) => {
    expect(replaceInWords(before, 'next thu', '2026-11-26')).toEqual(after);
  });

  it('that do not hold it are left', () => {
    expect(replaceInWords(raw(['next', ['fri']]), 'next thu', '2026-11-26')).toBeNull();
  });
});
