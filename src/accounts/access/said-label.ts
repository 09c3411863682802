import { UsageError } from '../../errors.ts';
import { field, words } from '../../words.ts';

const MOST_CHARACTERS = 100;
const UNSEEN = /[\s\p{Cc}\p{Cf}]+/gu;

/** How somebody calls a token, on one line. Throws UsageError for a label that is empty or long. */
export function checkLabel(said: unknown): string {
  const label = typeof said === 'string' ? foldLabel(said) : '';
  if (label !== '' && [...label].length <= MOST_CHARACTERS) return label;
  const fact =
    label === '' ? words`${field('label')} is empty.` : words`${field('label')} has more than 100 characters.`;
  throw new UsageError('bad_label', fact, 'Give 1 to 100 characters, such as phone.');
}

/** A text as a label, cut where it is long; `otherwise` where nothing is left. */
export function labelOf(text: string, otherwise: string): string {
  return [...foldLabel(text)].slice(0, MOST_CHARACTERS).join('').trim() || otherwise;
}

function foldLabel(text: string): string {
  return text.toWellFormed().replace(UNSEEN, ' ').trim();
}
