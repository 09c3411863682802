import { UsageError } from '../errors.ts';
import { parseWhen, UncertainTimeError, type When, type WhenReference } from './parse-when.ts';

/**
 * Whether a text is a time, and whether it names a day (`18:00` does not). Null where it is not a time. A text with
 * several meanings is a time, and so is a time that has passed today.
 */
export async function timeKindOf(text: string, reference: WhenReference): Promise<'with day' | 'without day' | null> {
  const when = await readLoosely(text, reference);
  if (when === null) return null;
  if (when === 'passed') return 'without day';
  if (when.kind !== 'local') return 'with day';
  // A day is at the beginning or the end of the words, and can be read without the others.
  const words = text.trim().split(/\s+/);
  for (let cut = 1; cut < words.length; cut += 1) {
    for (const part of [words.slice(0, cut), words.slice(cut)]) {
      const day = await readLoosely(part.join(' '), reference);
      if (day !== null && day !== 'passed' && day.kind === 'date') return 'with day';
    }
  }
  return /\d{4}-?\d\d-?\d\dT/i.test(text) ? 'with day' : 'without day';
}

async function readLoosely(text: string, reference: WhenReference): Promise<When | 'passed' | null> {
  try {
    return await parseWhen(text, reference);
  } catch (error) {
    if (error instanceof UncertainTimeError)
      return error.meanings.length > 1 ? (error.meanings[0]?.when ?? null) : null;
    if (error instanceof UsageError) return error.code === 'when_passed' ? 'passed' : null;
    throw error;
  }
}

/** Whether a word is about time (`friday`, `evening`) or nearly such a word (`tomorow`). A number is not. */
export async function isTimeWord(word: string): Promise<boolean> {
  const [{ scanPieces }, { nearWord }] = await Promise.all([
    import('./english/scan-pieces.ts'),
    import('./english/words.ts'),
  ]);
  if (nearWord(word) !== null) return true;
  const pieces = scanPieces(word);
  return pieces.some(({ kind }) => !['unknown', 'number', 'filler'].includes(kind));
}
