import { singleLine } from '../render/printable.ts';
import { UncertainTimeError } from '../time/when.ts';
import type { Prompter, RawInput } from './command.ts';

/** The input with `meant` instead of `said`; null where the input does not contain `said`. */
export type Replace<Input> = (input: Input, said: string, meant: string) => Input | null;

/**
 * Returns what `work` returns. Where a time in the input has several meanings, a person chooses one, and the work runs
 * again with it. Throws what `work` throws.
 */
export async function withChosenMeanings<Input, Result>(
  input: Input,
  work: (input: Input) => Promise<Result>,
  replace: Replace<Input>,
  prompterOf: () => Promise<Prompter | null>,
): Promise<Result> {
  try {
    return await work(input);
  } catch (error) {
    if (!(error instanceof UncertainTimeError) || error.meanings.length < 2) throw error;
    const prompter = await prompterOf();
    const choices = error.meanings.map(({ text, label }) => ({ value: text, label }));
    // A text that cannot be replaced would be asked about without end.
    if (!prompter || replace(input, error.said, choices[0]?.value ?? '') === null) throw error;
    prompter.tell([singleLine(error.message)]);
    const meant = await prompter.choose('Which is meant?', choices);
    const settled = replace(input, error.said, meant);
    return withChosenMeanings(settled ?? input, work, replace, prompterOf);
  }
}

/** The words of a command line, with the option or the sequence of words `said` replaced by `meant`. */
export function replaceInWords(raw: RawInput, said: string, meant: string): RawInput | null {
  const [name] = Object.entries(raw.options).find(([, value]) => value === said) ?? [];
  if (name !== undefined) return { ...raw, options: { ...raw.options, [name]: meant } };
  const words = raw.arguments.flatMap((argument, slot) =>
    [argument ?? []].flat().map((word) => ({ slot, word, isGone: false })),
  );
  for (let first = 0; first < words.length; first += 1) {
    for (let last = first; last < words.length; last += 1) {
      const run = words.slice(first, last + 1);
      if (run.map(({ word }) => word).join(' ') !== said) continue;
      const settled = words.map((each, index) => ({
        ...each,
        word: index === first ? meant : each.word,
        isGone: index > first && index <= last,
      }));
      const inSlot = (slot: number) =>
        settled.filter((each) => each.slot === slot && !each.isGone).map(({ word }) => word);
      const slots = raw.arguments.map((argument, slot) =>
        typeof argument === 'string' ? inSlot(slot)[0] : inSlot(slot),
      );
      return { ...raw, arguments: slots };
    }
  }
  return null;
}
