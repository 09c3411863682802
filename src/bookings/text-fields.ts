import { UsageError } from '../errors.ts';
import { field, type Words, words } from '../words.ts';

const MAX_TITLE_CHARACTERS = 1000;
const MAX_NOTES_CHARACTERS = 20_000;

// Control characters (C0, DEL, C1, bidirectional ones) other than white space; white space is folded separately.
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROLS_BUT_LINES = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A one-line text as stored: without control characters, and with each run of white space as one space. `what` names it
 * in errors. Throws UsageError where nothing is left, or more than 1,000 characters.
 */
export function cleanTitle(text: string, what: Words): string {
  const title = foldTitle(text);
  if (title === '')
    throw new UsageError('empty_text', words`The ${what} is empty.`, words`Give the ${what} some text.`);
  const length = [...title].length;
  if (length > MAX_TITLE_CHARACTERS) {
    throw new UsageError(
      'text_too_long',
      words`The ${what} has ${length.toLocaleString('en')} characters.`,
      words`At most 1,000 fit; put the rest into ${field('notes')}.`,
    );
  }
  return title;
}

/** Most titles need no change: printable ASCII, with single spaces between words. */
const PLAIN_TITLE = /^[!-~]+(?: [!-~]+)*$/;

/** {@link cleanTitle} without its limits: the result may be empty or long. Never throws. */
export function foldTitle(text: string): string {
  if (PLAIN_TITLE.test(text)) return text;
  return text
    .toWellFormed()
    .replace(CONTROLS, '')
    .replace(/[\s\u0085]+/g, ' ')
    .trim();
}

/**
 * Notes as stored: with their lines, without other control characters. Null where nothing is left. Throws UsageError.
 */
export function cleanNotes(text: string): string | null {
  const notes = text.toWellFormed().replace(/\r\n?/g, '\n').replace(/\t/g, '  ').replace(CONTROLS_BUT_LINES, '').trim();
  if ([...notes].length > MAX_NOTES_CHARACTERS) {
    throw new UsageError('text_too_long', 'The notes have more than 20,000 characters.', 'Shorten them.');
  }
  return notes === '' ? null : notes;
}
